import type { Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { describedFamilies } from '../engine/parameterGroupFamily';
import { eventKinds } from '../events/eventKinds';
import { type Filters, page, passes } from '../listing';
import { invalidCombination, invalidValue } from '../rdsFaults';
import type { ListedParameter } from './catalog/ParameterCatalog';
import type { ParameterInputs } from './parameterGroupInputs';
import type { ParameterGroupRecord } from './ParameterGroupRecord';
import type { ParameterGroups } from './ParameterGroups';
import { reasonWithoutFormulas } from './catalog/parametersWithoutEffect';

/** RDS's limit of parameters in a call. */
const parametersPerCall = 20;

/**
 * Operations on the parameters of groups.
 *
 * @param names - those of the operations that describe parameters
 */
export function parameterOperations(
  groups: ParameterGroups,
  names: { describe: string; describeDefaults: string },
): Record<string, Operation> {
  const { level, structure, nameMember, inputs } = groups;
  const { catalogs } = groups.rds;

  return {
    [`Modify${structure}`]: defineOperation(
      inputs.modify,
      async ({ name, others: { Parameters } }, context) => {
        const group = groups.changeable(context, name);
        if (Parameters.length === 0) {
          throw invalidValue('The number of parameters must be from 1 to 20.');
        }
        checkList(Parameters);
        const catalog = catalogs.of(group.family);
        const values = Parameters.map(({ ParameterName, ParameterValue }) => {
          if (ParameterValue === undefined) {
            throw invalidValue(
              `A ParameterValue is required for the parameter ${ParameterName}. To return it to its default, use Reset${structure}.`,
            );
          }
          catalog.check(level, ParameterName, ParameterValue);
          return [ParameterName, ParameterValue] as const;
        });
        await groups.change(context, group, {
          parameters: { ...group.parameters, ...Object.fromEntries(values) },
          deferred: deferredAfter(group, Parameters, parameter =>
            catalog.isStatic(parameter),
          ),
        });
        for (const {
          ParameterName,
          ParameterValue,
          ApplyMethod,
        } of Parameters) {
          // RDS documents no events of cluster parameter groups.
          if (level === 'instance') {
            await groups.rds.events.add(
              context,
              'db-parameter-group',
              group.name,
              eventKinds.parameterChanged(
                ParameterName,
                ParameterValue ?? '',
                ApplyMethod ?? 'pending-reboot',
              ),
            );
          }
        }
        return { [nameMember]: group.name };
      },
    ),

    [`Reset${structure}`]: defineOperation(
      inputs.reset,
      async ({ name, others }, context) => {
        const group = groups.changeable(context, name);
        const { Parameters } = others;
        checkList(Parameters);
        const all =
          others.ResetAllParameters ??
          // Source: RDS's API reference of ResetDBParameterGroup.
          (level === 'instance' && Parameters.length === 0);
        if (all === Parameters.length > 0) {
          throw invalidCombination(
            all
              ? 'ResetAllParameters and Parameters cannot be used together.'
              : 'Parameters are required if ResetAllParameters is false.',
          );
        }
        const catalog = catalogs.of(group.family);
        for (const { ParameterName } of Parameters) {
          // Values from an older version can be reset even if they can no longer be set.
          if (!Object.hasOwn(group.parameters, ParameterName)) {
            catalog.check(level, ParameterName, undefined);
          }
        }
        const dropped = new Set(
          Parameters.map(({ ParameterName }) => ParameterName),
        );
        const kept = Object.entries(group.parameters).filter(
          ([parameter]) => !all && !dropped.has(parameter),
        );
        await groups.change(context, group, {
          parameters: Object.fromEntries(kept),
          deferred: all
            ? []
            : deferredAfter(group, Parameters, parameter =>
                catalog.isStatic(parameter),
              ),
        });
        return { [nameMember]: group.name };
      },
    ),

    [names.describe]: defineOperation(
      inputs.describeParameters,
      async ({ name, others }, context) => {
        const group = groups.get(context, name);
        const parameters = filterByName(
          catalogs.of(group.family).list(level),
          others.Filters,
        )
          .map(parameter => describe(parameter, group))
          .filter(
            ({ Source }) =>
              others.Source === undefined || Source === others.Source,
          );
        return page('Parameters', parameters, others);
      },
    ),

    [names.describeDefaults]: defineOperation(
      inputs.describeDefaults,
      async input => {
        const { DBParameterGroupFamily } = input;
        groups.refuseUnknownFamily(describedFamilies, DBParameterGroupFamily);
        const parameters = filterByName(
          catalogs.of(DBParameterGroupFamily).list(level),
          input.Filters,
        );
        return {
          EngineDefaults: {
            DBParameterGroupFamily,
            ...page('Parameters', parameters, input, parameter =>
              describe(parameter, undefined),
            ),
          },
        };
      },
    ),
  };

  /** The RDS structure `Parameter`. */
  function describe(
    parameter: ListedParameter,
    group: ParameterGroupRecord | undefined,
  ) {
    const { name, defaultValue } = parameter;
    const value = group?.parameters[name];
    const isImmediate =
      value !== undefined &&
      parameter.applyType === 'dynamic' &&
      !group?.deferred?.includes(name);
    return {
      ParameterName: name,
      ParameterValue: value ?? defaultValue,
      Description: descriptionOf(parameter),
      Source: value === undefined ? parameter.defaultSource : 'user',
      ApplyType: parameter.applyType,
      DataType: parameter.dataType,
      AllowedValues: parameter.allowedValues,
      IsModifiable: parameter.isModifiable,
      ApplyMethod: isImmediate ? 'immediate' : 'pending-reboot',
      SupportedEngineModes: level === 'cluster' ? ['provisioned'] : undefined,
    };
  }
}

/** The parameters that pass the only filter of RDS's lists of parameters. */
function filterByName(
  parameters: readonly ListedParameter[],
  filters: Filters,
): ListedParameter[] {
  return parameters.filter(({ name }) =>
    passes(filters, { 'parameter-name': [name] }),
  );
}

/** Says what a user would otherwise not notice. */
function descriptionOf({
  name,
  description,
  withoutEffect,
}: ListedParameter): string {
  const formulas = reasonWithoutFormulas(name);
  return [
    description,
    withoutEffect && `It has no effect in aurora-db-local: ${withoutEffect}`,
    formulas && `Formulas have no effect in aurora-db-local: ${formulas}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function checkList(parameters: ParameterInputs): void {
  if (parameters.length > parametersPerCall) {
    throw invalidValue(
      `The number of parameters must be from 1 to ${parametersPerCall}.`,
    );
  }
  const names = parameters.map(({ ParameterName }) => ParameterName);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw invalidCombination(`The parameter ${twice} is given twice.`);
  }
}

/** The dynamic parameters that wait for a reboot after a change of some parameters. */
function deferredAfter(
  { deferred = [] }: ParameterGroupRecord,
  changes: ParameterInputs,
  isStatic: (name: string) => boolean,
): string[] {
  const changed = changes.map(({ ParameterName }) => ParameterName);
  for (const { ParameterName, ApplyMethod } of changes) {
    if (isStatic(ParameterName) && ApplyMethod === 'immediate') {
      throw invalidCombination(
        'cannot use immediate apply method for static parameter',
      );
    }
  }
  return [
    ...deferred.filter(name => !changed.includes(name)),
    ...changes
      .filter(
        ({ ParameterName, ApplyMethod }) =>
          ApplyMethod === 'pending-reboot' && !isStatic(ParameterName),
      )
      .map(({ ParameterName }) => ParameterName),
  ];
}
