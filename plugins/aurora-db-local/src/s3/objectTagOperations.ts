import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { Buckets } from './Buckets';
import { objectInputs } from './inputs/objectInputs';
import type { Objects } from './Objects';
import { checkTags, tagSetOf, tagsOf } from './objectTags';

/** The tags of objects. */
export function objectTagOperations(
  buckets: Buckets,
  objects: Objects,
): Record<string, Operation> {
  interface TaggedInput {
    Bucket: string;
    Key: string;
    VersionId?: string;
    ExpectedBucketOwner?: string;
  }

  function find(context: RequestContext, input: TaggedInput) {
    const { scope } = buckets.get(context, input);
    const { Bucket, Key, VersionId } = input;
    const version = objects.version(scope, Bucket, Key, VersionId);
    if (!version.content) {
      throw new AwsError(
        'MethodNotAllowed',
        'The specified method is not allowed against this resource.',
        405,
      );
    }
    return { scope, version, content: version.content };
  }

  async function put(
    context: RequestContext,
    input: TaggedInput,
    tags: Record<string, string>,
  ) {
    const { scope, version, content } = find(context, input);
    await objects.change(scope, input.Bucket, input.Key, {
      ...version,
      content: { ...content, properties: { ...content.properties, tags } },
    });
    return shown(version.versionId);
  }

  return {
    GetObjectTagging: defineOperation(
      objectInputs.GetObjectTagging,
      async (input, context) => {
        const { version, content } = find(context, input);
        return {
          ...shown(version.versionId),
          TagSet: tagSetOf(content.properties.tags),
        };
      },
    ),
    PutObjectTagging: defineOperation(
      objectInputs.PutObjectTagging,
      async (input, context) => {
        const tags = tagsOf(input.Tagging.TagSet);
        checkTags(tags, 10);
        return put(context, input, tags);
      },
    ),
    DeleteObjectTagging: defineOperation(
      objectInputs.DeleteObjectTagging,
      async (input, context) => put(context, input, {}),
    ),
  };
}

function shown(versionId: string) {
  return { VersionId: versionId === 'null' ? undefined : versionId };
}
