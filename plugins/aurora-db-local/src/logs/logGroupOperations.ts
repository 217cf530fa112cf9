import type { z } from 'zod';
import {
  AwsError,
  type Collection,
  type Operation,
  type RequestContext,
  type Scope,
  type ServiceCaller,
} from '../service/AwsService';
import { findEnabledKey } from '../kms/findEnabledKey';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import type { LogEvents } from './events/LogEvents';
import {
  groupNameOf,
  logGroupArn,
  type LogGroup,
  type LogGroups,
} from './LogGroups';
import { logsInputs, maxTags } from './logsInputs';
import { filterKey, type MetricFilter } from './MetricFilterRecord';
import { pageOf } from './pageOf';

type ListInput = z.output<typeof logsInputs.DescribeLogGroups>;

/** Operations on log groups and their tags. */
export function logGroupOperations(
  groups: LogGroups,
  filters: Collection<MetricFilter>,
  events: LogEvents,
  services: ServiceCaller,
): Record<string, Operation> {
  const filtersOf = (scope: Scope, name: string) =>
    filters.list(scope).filter(({ logGroupName }) => logGroupName === name);

  /** Source: API reference of AssociateKmsKey, for a key that is missing or disabled. */
  const checkKey = async (
    context: RequestContext,
    name: string,
    kmsKeyId: string | undefined,
  ) => {
    if (
      kmsKeyId !== undefined &&
      (await findEnabledKey(services, context, kmsKeyId)) === undefined
    ) {
      throw invalid(
        `The specified KMS key does not exist or is not allowed to be used with Arn '${logGroupArn(context, name)}'`,
      );
    }
  };

  const changeKey = async (
    context: RequestContext,
    {
      logGroupName,
      resourceIdentifier,
    }: { logGroupName?: string; resourceIdentifier?: string },
    kmsKeyId: string | undefined,
  ) => {
    const identifier = logGroupName ?? resourceIdentifier;
    if (
      identifier === undefined ||
      (logGroupName !== undefined && resourceIdentifier !== undefined)
    ) {
      throw invalid(
        'Exactly one of logGroupName and resourceIdentifier must be specified.',
      );
    }
    await checkKey(context, groups.find(context, identifier).name, kmsKeyId);
    const group = groups.find(context, identifier);
    await groups.records.put(context, group.name, { ...group, kmsKeyId });
    return {};
  };

  const describe = async (
    scope: Scope,
    group: LogGroup,
  ): Promise<Record<string, unknown>> => ({
    logGroupName: group.name,
    arn: `${logGroupArn(scope, group.name)}:*`,
    logGroupArn: logGroupArn(scope, group.name),
    creationTime: group.creationTime,
    retentionInDays: group.retentionInDays,
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass,
    deletionProtectionEnabled: group.deletionProtectionEnabled,
    metricFilterCount: filtersOf(scope, group.name).length,
    storedBytes: await events.storedBytes(scope, group),
  });

  return {
    CreateLogGroup: defineOperation(
      logsInputs.CreateLogGroup,
      async ({ logGroupName, ...group }, context) => {
        await checkKey(context, logGroupName, group.kmsKeyId);
        if (groups.records.get(context, logGroupName)) {
          throw new AwsError(
            'ResourceAlreadyExistsException',
            'The specified log group already exists',
          );
        }
        await groups.records.put(context, logGroupName, {
          ...group,
          name: logGroupName,
          creationTime: Date.now(),
        });
        return {};
      },
    ),

    DeleteLogGroup: defineOperation(
      logsInputs.ByName,
      async ({ logGroupName }, context) => {
        const group = groups.get(context, logGroupName);
        if (group.deletionProtectionEnabled) {
          throw new AwsError(
            'ValidationException',
            `Log group ${logGroupName} has deletion protection. Disable it with PutLogGroupDeletionProtection first.`,
          );
        }
        for (const filter of filtersOf(context, logGroupName)) {
          await filters.delete(context, filterKey(filter));
        }
        await events.remove(context, group);
        await groups.records.delete(context, logGroupName);
        return {};
      },
    ),

    DescribeLogGroups: defineOperation(
      logsInputs.DescribeLogGroups,
      async (input, context) => {
        checkCombination(input);
        const names = new Set(
          input.logGroupIdentifiers.map(given => groupNameOf(context, given)),
        );
        const { logGroupNamePrefix = '', logGroupNamePattern = '' } = input;
        const listed = groups.records
          .list(context)
          .filter(
            ({ name, logGroupClass }) =>
              (names.size === 0 || names.has(name)) &&
              name.startsWith(logGroupNamePrefix) &&
              name.includes(logGroupNamePattern) &&
              (input.logGroupClass ?? logGroupClass) === logGroupClass,
          )
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const { items, nextToken } = paginate(listed, pageOf(input));
        return {
          logGroups: await Promise.all(
            items.map(group => describe(context, group)),
          ),
          nextToken,
        };
      },
    ),

    PutRetentionPolicy: defineOperation(
      logsInputs.PutRetentionPolicy,
      async ({ logGroupName, retentionInDays }, context) => {
        await groups.records.put(context, logGroupName, {
          ...groups.get(context, logGroupName),
          retentionInDays,
        });
        return {};
      },
    ),

    DeleteRetentionPolicy: defineOperation(
      logsInputs.ByName,
      async ({ logGroupName }, context) => {
        const { retentionInDays: _, ...group } = groups.get(
          context,
          logGroupName,
        );
        await groups.records.put(context, logGroupName, group);
        return {};
      },
    ),

    AssociateKmsKey: defineOperation(
      logsInputs.AssociateKmsKey,
      ({ kmsKeyId, ...input }, context) => changeKey(context, input, kmsKeyId),
    ),

    DisassociateKmsKey: defineOperation(
      logsInputs.DisassociateKmsKey,
      (input, context) => changeKey(context, input, undefined),
    ),

    PutLogGroupDeletionProtection: defineOperation(
      logsInputs.PutLogGroupDeletionProtection,
      async ({ logGroupIdentifier, deletionProtectionEnabled }, context) => {
        const group = groups.find(context, logGroupIdentifier);
        await groups.records.put(context, group.name, {
          ...group,
          deletionProtectionEnabled,
        });
        return {};
      },
    ),

    TagResource: defineOperation(
      logsInputs.TagResource,
      async (input, context) => {
        const group = groups.find(context, input.resourceArn);
        const tags = { ...group.tags, ...input.tags };
        if (Object.keys(tags).length > maxTags) {
          throw new AwsError(
            'TooManyTagsException',
            `A log group can have at most ${maxTags} tags.`,
          );
        }
        await groups.records.put(context, group.name, { ...group, tags });
        return {};
      },
    ),

    UntagResource: defineOperation(
      logsInputs.UntagResource,
      async (input, context) => {
        const group = groups.find(context, input.resourceArn);
        const kept = Object.entries(group.tags).filter(
          ([key]) => !input.tagKeys.includes(key),
        );
        await groups.records.put(context, group.name, {
          ...group,
          tags: Object.fromEntries(kept),
        });
        return {};
      },
    ),

    ListTagsForResource: defineOperation(
      logsInputs.ListTagsForResource,
      async ({ resourceArn }, context) => ({
        tags: groups.find(context, resourceArn).tags,
      }),
    ),
  };
}

function checkCombination({
  logGroupIdentifiers,
  logGroupNamePattern,
  logGroupNamePrefix,
}: ListInput): void {
  if (logGroupNamePattern !== undefined && logGroupNamePrefix !== undefined) {
    throw invalid(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  if (
    logGroupIdentifiers.length > 0 &&
    (logGroupNamePattern ?? logGroupNamePrefix) !== undefined
  ) {
    throw invalid(
      'logGroupIdentifiers cannot be combined with a name prefix or a name pattern.',
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
