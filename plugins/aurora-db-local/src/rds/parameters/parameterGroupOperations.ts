import { z } from 'zod';
import { booleanInput, listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import { identifierInput } from '../identifierInput';
import { filtersInput, page, pageInput } from '../listing';
import {
  defaultParameterGroupOf,
  parameterGroupFamilies,
} from '../engine/parameterGroupFamily';
import type { ParameterGroupRecord } from './ParameterGroupRecord';
import { invalidCombination, invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { tagsInput } from '../Tag';

/** RDS's limit of parameters in a call. */
const parametersPerCall = 20;

interface Kind {
  kind: 'cluster' | 'instance';
  /** As in `CreateDBClusterParameterGroup`. */
  structure: 'DBClusterParameterGroup' | 'DBParameterGroup';
  arnKind: string;
  describeParameters: string;
  alreadyExists: string;
}

const kinds: Kind[] = [
  {
    kind: 'cluster',
    structure: 'DBClusterParameterGroup',
    arnKind: 'cluster-pg',
    describeParameters: 'DescribeDBClusterParameters',
    alreadyExists: 'DBParameterGroupAlreadyExists',
  },
  {
    kind: 'instance',
    structure: 'DBParameterGroup',
    arnKind: 'pg',
    describeParameters: 'DescribeDBParameters',
    alreadyExists: 'DBParameterGroupAlreadyExists',
  },
];

const parametersInput = listInput(
  z.object({
    ParameterName: z.string(),
    ParameterValue: z.string().optional(),
    ApplyMethod: z
      .enum(['immediate', 'pending-reboot'])
      .default('pending-reboot'),
  }),
);

/** Operations on cluster parameter groups and on instances' parameter groups. */
export function parameterGroupOperations(
  rds: RdsContext,
): Record<string, Operation> {
  return Object.assign({}, ...kinds.map(kind => operationsOf(rds, kind)));
}

function operationsOf(
  rds: RdsContext,
  { kind, structure, arnKind, describeParameters, alreadyExists }: Kind,
): Record<string, Operation> {
  const { store, catalogs } = rds;
  const collection =
    kind === 'cluster' ? store.clusterParameterGroups : store.parameterGroups;
  const nameMember = `${structure}Name`;
  const named = z
    .object({ [nameMember]: z.string() })
    .transform(input => input[nameMember] ?? '');

  const describe = (group: ParameterGroupRecord) => ({
    [nameMember]: group.name,
    DBParameterGroupFamily: group.family,
    Description: group.description,
    [`${structure}Arn`]: group.arn,
  });

  function changeable(
    scope: Scope,
    rawInput: Record<string, unknown>,
  ): ParameterGroupRecord {
    const group = store.parameterGroup(scope, kind, named.parse(rawInput));
    if (group.name.startsWith('default.')) {
      throw new AwsError(
        'InvalidDBParameterGroupState',
        `Cannot modify a default parameter group.`,
      );
    }
    return group;
  }

  /** Stores values, and sets those that need no reboot on the servers. */
  async function put(
    context: RequestContext,
    group: ParameterGroupRecord,
    parameters: Record<string, string>,
  ) {
    await collection.put(context, group.name, { ...group, parameters });
    if (kind === 'cluster') {
      await Promise.all(
        store.clusters
          .list(context)
          .filter(({ parameterGroup }) => parameterGroup === group.name)
          .map(({ identifier }) => rds.reconciler.request(context, identifier)),
      );
    }
    return { [nameMember]: group.name };
  }

  return {
    async [`Create${structure}`](rawInput, context) {
      const name = identifierInput(nameMember, 255).parse(
        named.parse(rawInput),
      );
      const input = z
        .object({
          DBParameterGroupFamily: z.string(),
          Description: z.string().min(1),
          Tags: tagsInput,
        })
        .parse(rawInput);
      if (!parameterGroupFamilies.includes(input.DBParameterGroupFamily)) {
        throw invalidValue(
          `ParameterGroupFamily ${input.DBParameterGroupFamily} is not a valid parameter group family`,
        );
      }
      if (collection.get(context, name)) {
        throw new AwsError(
          alreadyExists,
          `Parameter group ${name} already exists`,
        );
      }
      const group = {
        name,
        arn: rdsArn(context, arnKind, name),
        family: input.DBParameterGroupFamily,
        description: input.Description,
        parameters: {},
        tags: input.Tags,
      };
      await collection.put(context, name, group);
      return { [structure]: describe(group) };
    },

    async [`Modify${structure}`](rawInput, context) {
      const group = changeable(context, rawInput);
      const { Parameters } = z
        .object({ Parameters: parametersInput })
        .parse(rawInput);
      if (Parameters.length === 0 || Parameters.length > parametersPerCall) {
        throw invalidValue(
          `The number of parameters must be from 1 to ${parametersPerCall}.`,
        );
      }
      for (const { ParameterName, ParameterValue, ApplyMethod } of Parameters) {
        const parameter = catalogs
          .of(group.family)
          .check(kind, ParameterName, ParameterValue);
        if (parameter.applyType === 'static' && ApplyMethod === 'immediate') {
          throw invalidCombination(
            'cannot use immediate apply method for static parameter',
          );
        }
      }
      const changed = Parameters.flatMap(({ ParameterName, ParameterValue }) =>
        ParameterValue === undefined
          ? []
          : [[ParameterName, ParameterValue] as const],
      );
      return put(context, group, {
        ...group.parameters,
        ...Object.fromEntries(changed),
      });
    },

    async [`Reset${structure}`](rawInput, context) {
      const group = changeable(context, rawInput);
      const input = z
        .object({
          ResetAllParameters: booleanInput.default(false),
          Parameters: parametersInput.default([]),
        })
        .parse(rawInput);
      const dropped = new Set(
        input.Parameters.map(
          // Values from an older version can be reset even if they can no longer be set.
          ({ ParameterName }) =>
            Object.hasOwn(group.parameters, ParameterName)
              ? ParameterName
              : catalogs.of(group.family).check(kind, ParameterName, undefined)
                  .name,
        ),
      );
      const kept = Object.entries(group.parameters).filter(
        ([name]) => !input.ResetAllParameters && !dropped.has(name),
      );
      return put(context, group, Object.fromEntries(kept));
    },

    async [`Delete${structure}`](rawInput, context) {
      const group = changeable(context, rawInput);
      const users =
        kind === 'cluster'
          ? store.clusters.list(context)
          : store.instances.list(context);
      if (users.some(({ parameterGroup }) => parameterGroup === group.name)) {
        throw new AwsError(
          'InvalidDBParameterGroupState',
          'One or more database instances are still members of this parameter group, so the group cannot be deleted',
        );
      }
      await collection.delete(context, group.name);
      return {};
    },

    async [`Describe${structure}s`](rawInput, context) {
      const input = z
        .object({ ...pageInput, Filters: filtersInput })
        .parse(rawInput);
      const name =
        rawInput[nameMember] === undefined ? undefined : named.parse(rawInput);
      const defaults = parameterGroupFamilies.map(family =>
        store.parameterGroup(context, kind, defaultParameterGroupOf(family)),
      );
      const groups =
        name === undefined
          ? [...defaults, ...collection.list(context)]
          : [store.parameterGroup(context, kind, name)];
      return page(`${structure}s`, groups.map(describe), input);
    },

    async [describeParameters](rawInput, context) {
      const group = store.parameterGroup(context, kind, named.parse(rawInput));
      const input = z
        .object({
          ...pageInput,
          Filters: filtersInput,
          Source: z.string().optional(),
        })
        .parse(rawInput);
      const parameters = catalogs
        .of(group.family)
        .list(kind)
        .map(parameter => {
          const value = group.parameters[parameter.name];
          return {
            ParameterName: parameter.name,
            ParameterValue: value,
            Description: parameter.description,
            Source: value === undefined ? 'engine-default' : 'user',
            ApplyType: parameter.applyType,
            DataType: parameter.dataType,
            AllowedValues: parameter.allowedValues,
            IsModifiable: parameter.isModifiable,
            ApplyMethod:
              parameter.applyType === 'static' ? 'pending-reboot' : 'immediate',
            SupportedEngineModes:
              kind === 'cluster' ? ['provisioned'] : undefined,
          };
        })
        .filter(
          ({ Source }) => input.Source === undefined || Source === input.Source,
        );
      return page('Parameters', parameters, input);
    },
  };
}
