import { z } from 'zod';
import { listInput } from '../../service/inputs';
import {
  AwsError,
  type Collection,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import type { AlarmRecord } from '../alarms/AlarmRecord';
import type { CompositeRecord } from '../composite/CompositeRecord';
import { dashboardScope, type Dashboard } from './dashboardOperations';
import { maxTags, tagListInput } from './metricInputs';

const ResourceARN = z.string().min(1).max(1024);

const inputs = {
  TagResource: z.strictObject({ ResourceARN, Tags: tagListInput }),
  UntagResource: z.strictObject({
    ResourceARN,
    TagKeys: listInput(z.string().min(1).max(128)),
  }),
  ListTagsForResource: z.strictObject({ ResourceARN }),
};

type Tags = Record<string, string>;

/** The tags of an alarm or a dashboard. */
interface TaggedResource {
  tags: Tags;
  save(tags: Tags): Promise<void>;
}

/** Operations on the tags of alarms and dashboards. */
export function tagOperations(records: {
  alarms: Collection<AlarmRecord>;
  composites: Collection<CompositeRecord>;
  dashboards: Collection<Dashboard>;
}): Record<string, Operation> {
  const find = (context: RequestContext, arn: string): TaggedResource => {
    const [, region, accountId, alarm = '', dashboard = ''] =
      /^arn:aws:cloudwatch:([^:]*):(\d{12}):(?:alarm:(.+)|dashboard\/(.+))$/.exec(
        arn,
      ) ?? [];
    if (region === undefined || accountId === undefined) {
      throw new AwsError(
        'InvalidParameterValue',
        `The value ${arn} for parameter ResourceARN is not the ARN of an alarm or a dashboard.`,
      );
    }
    const scope = { accountId, region };
    const found =
      accountId === context.accountId
        ? (taggedIn(records.dashboards, dashboardScope(context), dashboard) ??
          taggedIn(records.alarms, scope, alarm) ??
          taggedIn(records.composites, scope, alarm))
        : undefined;
    if (!found) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Unknown resource: ${arn}`,
        404,
      );
    }
    return found;
  };

  return {
    TagResource: defineOperation(inputs.TagResource, async (input, context) => {
      const resource = find(context, input.ResourceARN);
      const tags = {
        ...resource.tags,
        ...Object.fromEntries(input.Tags.map(({ Key, Value }) => [Key, Value])),
      };
      if (Object.keys(tags).length > maxTags) {
        throw new AwsError(
          'InvalidParameterValue',
          `A resource can have at most ${maxTags} tags.`,
        );
      }
      await resource.save(tags);
      return {};
    }),

    UntagResource: defineOperation(
      inputs.UntagResource,
      async (input, context) => {
        const resource = find(context, input.ResourceARN);
        const kept = Object.entries(resource.tags).filter(
          ([key]) => !input.TagKeys.includes(key),
        );
        await resource.save(Object.fromEntries(kept));
        return {};
      },
    ),

    ListTagsForResource: defineOperation(
      inputs.ListTagsForResource,
      async (input, context) => ({
        Tags: Object.entries(find(context, input.ResourceARN).tags).map(
          ([Key, Value]) => ({ Key, Value }),
        ),
      }),
    ),
  };
}

function taggedIn<T extends { tags: Tags }>(
  collection: Collection<T>,
  scope: { accountId: string; region: string },
  name: string,
): TaggedResource | undefined {
  const record = collection.get(scope, name);
  return (
    record && {
      tags: record.tags,
      save: tags => collection.put(scope, name, { ...record, tags }),
    }
  );
}
