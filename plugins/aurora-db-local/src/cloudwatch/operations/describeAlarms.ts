import { z } from 'zod';
import { integerInput, listInput } from '../../service/inputs';
import { paginate } from '../../service/paginate';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import { stateValueSchema } from '../alarms/AlarmRecord';
import type { Alarms } from '../alarms/Alarms';
import type { CompositeAlarms } from '../composite/CompositeAlarms';
import { childrenOf } from '../composite/CompositeRecord';
import { dimensionsKey } from '../metrics/Metric';
import { defineAlarmOperation } from './defineAlarmOperation';
import {
  describedAlarm,
  type DescribedAlarm,
  describedComposite,
} from './describedAlarm';
import {
  dimensionsInput,
  metricNameInput,
  namespaceInput,
  periodInput,
  statisticInput,
  unitInput,
} from './metricInputs';

const nameInput = z.string().min(1).max(255);

const inputs = {
  DescribeAlarms: z.strictObject({
    AlarmNames: listInput(nameInput)
      .pipe(z.array(nameInput).max(100, 'must have at most 100 names'))
      .default([]),
    AlarmNamePrefix: nameInput.optional(),
    AlarmTypes: listInput(
      z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm']),
    ).optional(),
    ChildrenOfAlarmName: nameInput.optional(),
    ParentsOfAlarmName: nameInput.optional(),
    StateValue: stateValueSchema.optional(),
    ActionPrefix: z.string().min(1).max(1024).optional(),
    MaxRecords: integerInput.pipe(z.number().min(1).max(100)).default(50),
    NextToken: z.string().optional(),
  }),
  DescribeAlarmsForMetric: z.strictObject({
    MetricName: metricNameInput,
    Namespace: namespaceInput,
    Statistic: statisticInput.optional(),
    ExtendedStatistic: z.string().optional(),
    Dimensions: dimensionsInput,
    Period: periodInput.optional(),
    Unit: unitInput.optional(),
  }),
};

type DescribeAlarmsInput = z.output<typeof inputs.DescribeAlarms>;

/** Operations that describe alarms of both types. */
export function describeAlarmsOperations(
  alarms: Alarms,
  composites: CompositeAlarms,
): Record<string, Operation> {
  const all = (context: RequestContext): DescribedAlarm[] =>
    [
      ...alarms.records.list(context).map(one => describedAlarm(context, one)),
      ...composites.records
        .list(context)
        .map(one => describedComposite(context, one)),
    ].sort((a, b) => (a.name < b.name ? -1 : 1));

  /** The alarms in the rule of one, with the members that AWS returns. */
  const childrenOfAlarm = (context: RequestContext, name: string) => {
    const parent = composites.records.get(context, name);
    const names = new Set(parent ? childrenOf(context, parent.definition) : []);
    return all(context)
      .filter(child => names.has(child.name))
      .map(child => ({
        ...child,
        output: pick(child.output, [
          'AlarmName',
          'AlarmArn',
          'StateValue',
          'StateUpdatedTimestamp',
        ]),
      }));
  };

  /** The alarms whose rule has an alarm, with the members that AWS returns. */
  const parentsOfAlarm = (context: RequestContext, name: string) => {
    const names = new Set(
      composites
        .parentsOf(context, name)
        .map(({ definition }) => definition.AlarmName),
    );
    return all(context)
      .filter(parent => names.has(parent.name))
      .map(parent => ({
        ...parent,
        output: pick(parent.output, ['AlarmName', 'AlarmArn']),
      }));
  };

  const matching = (
    context: RequestContext,
    input: DescribeAlarmsInput,
  ): DescribedAlarm[] => {
    const { AlarmNamePrefix: prefix = '', ActionPrefix, StateValue } = input;
    const types = new Set<string>(input.AlarmTypes ?? ['MetricAlarm']);
    const names =
      input.AlarmNames.length > 0 ? new Set(input.AlarmNames) : undefined;
    return all(context).filter(
      ({ type, name, state, actions }) =>
        types.has(type) &&
        (names === undefined || names.has(name)) &&
        name.startsWith(prefix) &&
        (StateValue === undefined || state === StateValue) &&
        (ActionPrefix === undefined ||
          actions.some(action => action.startsWith(ActionPrefix))),
    );
  };

  const select = (context: RequestContext, input: DescribeAlarmsInput) => {
    if (input.ChildrenOfAlarmName !== undefined) {
      return childrenOfAlarm(context, input.ChildrenOfAlarmName);
    }
    return input.ParentsOfAlarmName === undefined
      ? matching(context, input)
      : parentsOfAlarm(context, input.ParentsOfAlarmName);
  };

  return {
    DescribeAlarms: defineAlarmOperation(
      inputs.DescribeAlarms,
      async (input, context) => {
        checkCombination(input);
        const found = select(context, input);
        const page = paginate(found, {
          maxItems: input.MaxRecords,
          token: input.NextToken,
          invalidTokenCode: 'InvalidNextToken',
        });
        const outputsOf = (wanted: DescribedAlarm['type']) =>
          page.items
            .filter(({ type }) => type === wanted)
            .map(({ output }) => output);
        return {
          MetricAlarms: outputsOf('MetricAlarm'),
          CompositeAlarms: outputsOf('CompositeAlarm'),
          NextToken: page.nextToken,
        };
      },
    ),

    DescribeAlarmsForMetric: defineAlarmOperation(
      inputs.DescribeAlarmsForMetric,
      async (wanted, context) => {
        const found = alarms.records
          .list(context)
          .filter(
            ({ definition }) =>
              definition.MetricName === wanted.MetricName &&
              definition.Namespace === wanted.Namespace &&
              dimensionsKey(definition.Dimensions) ===
                dimensionsKey(wanted.Dimensions) &&
              (wanted.Statistic ?? definition.Statistic) ===
                definition.Statistic &&
              (wanted.ExtendedStatistic ?? definition.ExtendedStatistic) ===
                definition.ExtendedStatistic &&
              (wanted.Period ?? definition.Period) === definition.Period &&
              (wanted.Unit ?? definition.Unit) === definition.Unit,
          )
          .map(alarm => describedAlarm(context, alarm))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        return { MetricAlarms: found.map(({ output }) => output) };
      },
    ),
  };
}

function checkCombination(input: DescribeAlarmsInput): void {
  if (input.AlarmNames.length > 0 && input.AlarmNamePrefix !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'AlarmNames and AlarmNamePrefix cannot be specified at the same time.',
    );
  }
  const { MaxRecords: _, NextToken: __, AlarmNames, ...others } = input;
  const given = Object.entries({
    ...others,
    AlarmNames: AlarmNames.length > 0 ? AlarmNames : undefined,
  }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const relation = given.find(name => /^(Children|Parents)Of/.test(name));
  if (relation !== undefined && given.length > 1) {
    throw new AwsError(
      'ValidationError',
      `${relation} can be combined only with MaxRecords and NextToken, not with ${given.filter(name => name !== relation).join(', ')}.`,
    );
  }
}

function pick(output: Record<string, unknown>, names: readonly string[]) {
  return Object.fromEntries(names.map(name => [name, output[name]]));
}
