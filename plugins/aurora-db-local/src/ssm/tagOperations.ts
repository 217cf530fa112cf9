import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { ParameterRecord } from './ParameterRecord';
import type { Parameters } from './Parameters';
import { ssmInputs } from './ssmInputs';

const mostTags = 50;

export function tagOperations(
  parameters: Parameters,
): Record<string, Operation> {
  function taggable(
    context: RequestContext,
    { ResourceType, ResourceId }: { ResourceType: string; ResourceId: string },
  ): ParameterRecord {
    const record =
      ResourceType === 'Parameter'
        ? parameters.find(context, ResourceId)
        : undefined;
    if (!record) {
      throw new AwsError(
        'InvalidResourceId',
        ResourceType === 'Parameter'
          ? `Parameter ${ResourceId} does not exist.`
          : `aurora-db-local has no resources of type ${ResourceType}.`,
      );
    }
    return record;
  }

  return {
    AddTagsToResource: defineOperation(
      ssmInputs.AddTagsToResource,
      async (input, context) => {
        const record = taggable(context, input);
        const tags = mergeTags(record.tags, input.Tags);
        await parameters.put(context, { ...record, tags });
        return {};
      },
    ),

    RemoveTagsFromResource: defineOperation(
      ssmInputs.RemoveTagsFromResource,
      async (input, context) => {
        const record = taggable(context, input);
        const tags = Object.fromEntries(
          Object.entries(record.tags).filter(
            ([key]) => !input.TagKeys.includes(key),
          ),
        );
        await parameters.put(context, { ...record, tags });
        return {};
      },
    ),

    ListTagsForResource: defineOperation(
      ssmInputs.ListTagsForResource,
      async (input, context) => ({
        TagList: Object.entries(taggable(context, input).tags).map(
          ([Key, Value]) => ({ Key, Value }),
        ),
      }),
    ),
  };
}

export function mergeTags(
  before: Readonly<Record<string, string>>,
  added: ReadonlyArray<{ Key: string; Value: string }>,
): Record<string, string> {
  const tags = {
    ...before,
    ...Object.fromEntries(added.map(({ Key, Value }) => [Key, Value])),
  };
  // CloudFormation's own tags do not count, as in AWS.
  const own = Object.keys(tags).filter(key => !key.startsWith('aws:'));
  if (own.length > mostTags) {
    throw new AwsError(
      'TooManyTagsError',
      `The Targets parameter includes too many tags. Remove one or more tags and try the command again. The maximum is ${mostTags}.`,
    );
  }
  return tags;
}
