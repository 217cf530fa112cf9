import type { z } from 'zod';
import {
  AwsError,
  type Collection,
  type Operation,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import type { LogGroups } from './LogGroups';
import { logsInputs } from './logsInputs';
import { filterKey, type MetricFilter } from './MetricFilterRecord';
import { pageOf } from './pageOf';
import { parseFilterPattern } from './parseFilterPattern';

/** AWS's limit of metric filters of a log group. */
const maxFilters = 100;

type PutInput = z.output<typeof logsInputs.PutMetricFilter>;

/** Operations on metric filters. */
export function metricFilterOperations(
  groups: LogGroups,
  filters: Collection<MetricFilter>,
): Record<string, Operation> {
  return {
    PutMetricFilter: defineOperation(
      logsInputs.PutMetricFilter,
      async (input, context) => {
        const { logGroupClass } = groups.get(context, input.logGroupName);
        checkFilter(input);
        if (logGroupClass !== 'STANDARD') {
          throw new AwsError(
            'InvalidOperationException',
            `Log groups of class ${logGroupClass} have no metric filters.`,
          );
        }
        const key = filterKey(input);
        const others = filters
          .list(context)
          .filter(
            filter =>
              filter.logGroupName === input.logGroupName &&
              filterKey(filter) !== key,
          );
        if (others.length >= maxFilters) {
          throw new AwsError(
            'LimitExceededException',
            `Resource limit exceeded: a log group has at most ${maxFilters} metric filters.`,
          );
        }
        await filters.put(context, key, {
          logGroupName: input.logGroupName,
          filterName: input.filterName,
          filterPattern: input.filterPattern,
          metricTransformations: input.metricTransformations,
          creationTime: Date.now(),
        });
        return {};
      },
    ),

    DescribeMetricFilters: defineOperation(
      logsInputs.DescribeMetricFilters,
      async (input, context) => {
        const { logGroupName, filterNamePrefix = '' } = input;
        const { metricName, metricNamespace } = input;
        if ((metricName === undefined) !== (metricNamespace === undefined)) {
          throw invalid(
            'metricName and metricNamespace must be specified together.',
          );
        }
        if (logGroupName !== undefined) {
          groups.get(context, logGroupName);
        }
        const listed = filters
          .list(context)
          .filter(
            filter =>
              (logGroupName ?? filter.logGroupName) === filter.logGroupName &&
              filter.filterName.startsWith(filterNamePrefix) &&
              (metricName === undefined ||
                filter.metricTransformations.some(
                  given =>
                    given.metricName === metricName &&
                    given.metricNamespace === metricNamespace,
                )),
          )
          .sort((a, b) => (a.filterName < b.filterName ? -1 : 1));
        const { items, nextToken } = paginate(listed, pageOf(input));
        return { metricFilters: items, nextToken };
      },
    ),

    DeleteMetricFilter: defineOperation(
      logsInputs.DeleteMetricFilter,
      async (input, context) => {
        groups.get(context, input.logGroupName);
        if (!filters.get(context, filterKey(input))) {
          throw new AwsError(
            'ResourceNotFoundException',
            'The specified metric filter does not exist.',
          );
        }
        await filters.delete(context, filterKey(input));
        return {};
      },
    ),
  };
}

function checkFilter({ filterPattern, metricTransformations }: PutInput): void {
  const { kind } = parseFilterPattern(filterPattern);
  for (const {
    defaultValue,
    dimensions,
    metricValue,
  } of metricTransformations) {
    const selectors = Object.values(dimensions ?? {});
    if (selectors.length > 0 && defaultValue !== undefined) {
      throw invalid(
        'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
      );
    }
    const wrong = selectors.find(value => !isField(value));
    if (wrong !== undefined) {
      throw invalid(
        `Invalid metric transformation: the dimension value ${wrong} must be a field such as $level.`,
      );
    }
    if (kind === 'terms' && [...selectors, metricValue].some(isField)) {
      throw invalid(
        'Invalid metric transformation: fields are there only in patterns with braces or brackets.',
      );
    }
  }
}

function isField(value: string): boolean {
  return value.startsWith('$');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
