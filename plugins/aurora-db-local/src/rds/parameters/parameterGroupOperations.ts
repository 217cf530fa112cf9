import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import {
  defaultParameterGroupOf,
  parameterGroupFamilies,
} from '../engine/parameterGroupFamily';
import { page } from '../listing';
import type { RdsContext } from '../RdsContext';
import { invalidValue } from '../rdsFaults';
import { ParameterGroups } from './ParameterGroups';
import { parameterOperations } from './parameterOperations';

/** Operations on cluster parameter groups and on instances' parameter groups. */
export function parameterGroupOperations(
  rds: RdsContext,
): Record<string, Operation> {
  const ofClusters = new ParameterGroups(
    rds,
    'cluster',
    'DBClusterParameterGroup',
  );
  const ofInstances = new ParameterGroups(rds, 'instance', 'DBParameterGroup');
  return {
    ...operationsOf(ofClusters),
    ...parameterOperations(ofClusters, {
      describe: 'DescribeDBClusterParameters',
      describeDefaults: 'DescribeEngineDefaultClusterParameters',
    }),
    ...operationsOf(ofInstances),
    ...parameterOperations(ofInstances, {
      describe: 'DescribeDBParameters',
      describeDefaults: 'DescribeEngineDefaultParameters',
    }),
  };
}

function operationsOf(groups: ParameterGroups): Record<string, Operation> {
  const { structure, nameMember, inputs } = groups;
  return {
    [`Create${structure}`]: defineOperation(
      inputs.create,
      async ({ name, others }, context) => {
        const { DBParameterGroupFamily, Description, Tags } = others;
        groups.refuseUnknownFamily(
          parameterGroupFamilies,
          DBParameterGroupFamily,
        );
        const group = await groups.add(context, nameMember, {
          name,
          family: DBParameterGroupFamily,
          description: Description,
          parameters: {},
          tags: Tags,
        });
        return { [structure]: groups.describe(group) };
      },
    ),

    [`Copy${structure}`]: defineOperation(
      inputs.copy,
      async ({ source, target, description, Tags }, context) => {
        const { name, family, parameters } = groups.byIdentifier(
          context,
          source,
        );
        if (name.startsWith('default.')) {
          throw invalidValue(
            `A default parameter group cannot be copied. Create a group of the family ${family} instead.`,
          );
        }
        const group = await groups.add(
          context,
          `Target${structure}Identifier`,
          { name: target, family, description, parameters, tags: Tags },
        );
        return { [structure]: groups.describe(group) };
      },
    ),

    [`Delete${structure}`]: defineOperation(
      inputs.delete,
      async ({ name }, context) => {
        await groups.delete(context, groups.changeable(context, name));
        return {};
      },
    ),

    [`Describe${structure}s`]: defineOperation(
      inputs.describe,
      async ({ name, others }, context) => {
        const defaults = parameterGroupFamilies.map(family =>
          groups.get(context, defaultParameterGroupOf(family)),
        );
        const found =
          name === undefined
            ? [...defaults, ...groups.list(context)]
            : [groups.get(context, name)];
        return page(`${structure}s`, found, others, group =>
          groups.describe(group),
        );
      },
    ),
  };
}
