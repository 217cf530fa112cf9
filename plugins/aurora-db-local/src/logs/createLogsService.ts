import { z } from 'zod';
import { paginate } from '../service/paginate';
import {
  AwsError,
  type AwsService,
  type Scope,
  type ServiceEnvironment,
} from '../service/AwsService';
import { logsInputs, logTagsSchema } from './logsInputs';

const logGroupSchema = z.object({
  name: z.string(),
  /** Milliseconds since the epoch, as in the API. */
  creationTime: z.number(),
  retentionInDays: z.number().optional(),
  kmsKeyId: z.string().optional(),
  logGroupClass: z.string(),
  tags: logTagsSchema,
});

type LogGroup = z.infer<typeof logGroupSchema>;

const metricFilterSchema = z.object({
  logGroupName: z.string(),
  filterName: z.string(),
  filterPattern: z.string(),
  creationTime: z.number(),
  metricTransformations: z.array(z.record(z.string(), z.unknown())),
});

/**
 * CloudWatch Logs: log groups with retention and tags, and metric filters. It stores no log events.
 */
export async function createLogsService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const groups = await store.collection('log-groups', logGroupSchema);
  const filters = await store.collection(
    'log-metric-filters',
    metricFilterSchema,
  );

  function get(scope: Scope, name: string): LogGroup {
    const group = groups.get(scope, name);
    if (!group) {
      throw new AwsError(
        'ResourceNotFoundException',
        'The specified log group does not exist.',
      );
    }
    return group;
  }

  /** The ARN of a log group, without or with `:*` for its streams. */
  function getByArn(scope: Scope, arn: string): LogGroup {
    return get(scope, arn.replace(/:\*$/, '').split(':').slice(6).join(':'));
  }

  return {
    signingName: 'logs',
    operations: {
      async CreateLogGroup(rawInput, context) {
        const {
          logGroupName: name,
          kmsKeyId,
          logGroupClass,
          tags: groupTags,
        } = logsInputs.CreateLogGroup.parse(rawInput);
        if (groups.get(context, name)) {
          throw new AwsError(
            'ResourceAlreadyExistsException',
            'The specified log group already exists',
          );
        }
        await groups.put(context, name, {
          name,
          kmsKeyId,
          logGroupClass,
          tags: groupTags,
          creationTime: Date.now(),
        });
        return {};
      },

      async DeleteLogGroup(rawInput, context) {
        const { name } = get(
          context,
          logsInputs.ByName.parse(rawInput).logGroupName,
        );
        for (const filter of filters
          .list(context)
          .filter(candidate => candidate.logGroupName === name)) {
          await filters.delete(context, filterKey(filter));
        }
        await groups.delete(context, name);
        return {};
      },

      async DescribeLogGroups(rawInput, context) {
        const input = logsInputs.DescribeLogGroups.parse(rawInput);
        const listed = groups
          .list(context)
          .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ''))
          .filter(({ name }) =>
            name
              .toLowerCase()
              .includes((input.logGroupNamePattern ?? '').toLowerCase()),
          )
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const { items, nextToken } = paginate(listed, pageOf(input));
        return {
          logGroups: items.map(group => describe(context, group)),
          nextToken,
        };
      },

      async PutRetentionPolicy(rawInput, context) {
        const { logGroupName: name, retentionInDays } =
          logsInputs.PutRetentionPolicy.parse(rawInput);
        await groups.put(context, name, {
          ...get(context, name),
          retentionInDays,
        });
        return {};
      },

      async DeleteRetentionPolicy(rawInput, context) {
        const { retentionInDays: _, ...group } = get(
          context,
          logsInputs.ByName.parse(rawInput).logGroupName,
        );
        await groups.put(context, group.name, group);
        return {};
      },

      async PutMetricFilter(rawInput, context) {
        const input = logsInputs.PutMetricFilter.parse(rawInput);
        get(context, input.logGroupName);
        const {
          logGroupName: name,
          filterName,
          filterPattern,
          metricTransformations,
        } = input;
        await filters.put(context, filterKey(input), {
          logGroupName: name,
          filterName,
          filterPattern,
          metricTransformations,
          creationTime: Date.now(),
        });
        return {};
      },

      async DescribeMetricFilters(rawInput, context) {
        const input = logsInputs.DescribeMetricFilters.parse(rawInput);
        if (input.logGroupName !== undefined) {
          get(context, input.logGroupName);
        }
        const listed = filters
          .list(context)
          .filter(
            filter =>
              input.logGroupName === undefined ||
              filter.logGroupName === input.logGroupName,
          )
          .filter(filter =>
            filter.filterName.startsWith(input.filterNamePrefix ?? ''),
          );
        const { items, nextToken } = paginate(listed, pageOf(input));
        return { metricFilters: items, nextToken };
      },

      async DeleteMetricFilter(rawInput, context) {
        const input = logsInputs.DeleteMetricFilter.parse(rawInput);
        get(context, input.logGroupName);
        if (!filters.get(context, filterKey(input))) {
          throw new AwsError(
            'ResourceNotFoundException',
            'The specified metric filter does not exist.',
          );
        }
        await filters.delete(context, filterKey(input));
        return {};
      },

      async TagResource(rawInput, context) {
        const input = logsInputs.TagResource.parse(rawInput);
        const group = getByArn(context, input.resourceArn);
        await groups.put(context, group.name, {
          ...group,
          tags: { ...group.tags, ...input.tags },
        });
        return {};
      },

      async UntagResource(rawInput, context) {
        const input = logsInputs.UntagResource.parse(rawInput);
        const group = getByArn(context, input.resourceArn);
        const kept = Object.entries(group.tags).filter(
          ([key]) => !input.tagKeys.includes(key),
        );
        await groups.put(context, group.name, {
          ...group,
          tags: Object.fromEntries(kept),
        });
        return {};
      },

      async ListTagsForResource(rawInput, context) {
        return {
          tags: getByArn(
            context,
            logsInputs.ListTagsForResource.parse(rawInput).resourceArn,
          ).tags,
        };
      },
    },
    async reset() {
      await filters.clear();
      await groups.clear();
    },
  };
}

function filterKey({
  logGroupName: name,
  filterName,
}: {
  logGroupName: string;
  filterName: string;
}): string {
  return `${name}:${filterName}`;
}

function pageOf({ limit, nextToken }: { limit: number; nextToken?: string }) {
  return {
    maxItems: limit,
    token: nextToken,
    invalidTokenCode: 'InvalidParameterException',
  };
}

function describe({ accountId, region }: Scope, group: LogGroup) {
  const arn = `arn:aws:logs:${region}:${accountId}:log-group:${group.name}`;
  return {
    logGroupName: group.name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime: group.creationTime,
    retentionInDays: group.retentionInDays,
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass,
    metricFilterCount: 0,
    storedBytes: 0,
  };
}
