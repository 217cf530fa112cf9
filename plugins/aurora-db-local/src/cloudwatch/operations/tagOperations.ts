import { z } from 'zod';
import { listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import type { AlarmRecord } from '../alarms/AlarmRecord';
import type { Alarms } from '../alarms/Alarms';

/** AWS's limit for one resource. */
const maxTags = 50;

const resourceSchema = z.object({ ResourceARN: z.string() });

/** Operations on the tags of alarms. */
export function tagOperations({ records }: Alarms): Record<string, Operation> {
  const find = (
    input: Record<string, unknown>,
    context: RequestContext,
  ): { scope: Scope; alarm: AlarmRecord } => {
    const { ResourceARN } = resourceSchema.parse(input);
    const [, region, accountId, name] =
      /^arn:aws:cloudwatch:([^:]+):(\d{12}):alarm:(.+)$/.exec(ResourceARN) ??
      [];
    if (region === undefined || accountId === undefined || name === undefined) {
      throw new AwsError(
        'InvalidParameterValue',
        `The value ${ResourceARN} for parameter ResourceARN is not the ARN of an alarm.`,
      );
    }
    const alarm =
      accountId === context.accountId
        ? records.get({ accountId, region }, name)
        : undefined;
    if (!alarm) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Unknown resource: ${ResourceARN}`,
        404,
      );
    }
    return { scope: { accountId, region }, alarm };
  };

  return {
    async TagResource(input, context) {
      const { scope, alarm } = find(input, context);
      const { Tags } = z
        .object({
          Tags: listInput(
            z.object({
              Key: z.string().min(1).max(128),
              Value: z.string().max(256),
            }),
          ),
        })
        .parse(input);
      const tags = {
        ...alarm.tags,
        ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      };
      if (Object.keys(tags).length > maxTags) {
        throw new AwsError(
          'InvalidParameterValue',
          `A resource can have at most ${maxTags} tags.`,
        );
      }
      await records.put(scope, alarm.definition.AlarmName, { ...alarm, tags });
      return {};
    },

    async UntagResource(input, context) {
      const { scope, alarm } = find(input, context);
      const { TagKeys } = z
        .object({ TagKeys: listInput(z.string()) })
        .parse(input);
      const tags = Object.fromEntries(
        Object.entries(alarm.tags).filter(([key]) => !TagKeys.includes(key)),
      );
      await records.put(scope, alarm.definition.AlarmName, { ...alarm, tags });
      return {};
    },

    async ListTagsForResource(input, context) {
      const { alarm } = find(input, context);
      return {
        Tags: Object.entries(alarm.tags).map(([Key, Value]) => ({
          Key,
          Value,
        })),
      };
    },
  };
}
