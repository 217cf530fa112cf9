import { AwsError, type Operation, type Scope } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { BucketRecord } from './BucketRecord';
import type { Buckets } from './Buckets';
import { objectInputs } from './inputs/objectInputs';
import { checkWriteConditions } from './newObject';
import type { Objects } from './Objects';

/** Operations that delete objects, or hide them behind delete markers. */
export function deleteOperations(
  buckets: Buckets,
  objects: Objects,
): Record<string, Operation> {
  /** Succeeds if there is no such object, as in S3. */
  async function deleteOne(
    scope: Scope,
    bucket: BucketRecord,
    input: { Key: string; VersionId?: string; IfMatch?: string },
  ): Promise<{ DeleteMarker?: boolean; VersionId?: string }> {
    const { Key, VersionId, IfMatch } = input;
    checkWriteConditions({ IfMatch }, objects.current(scope, bucket.name, Key));
    if (VersionId !== undefined) {
      const removed = await objects.remove(scope, bucket.name, Key, VersionId);
      return {
        VersionId,
        DeleteMarker: removed.some(({ content }) => !content) || undefined,
      };
    }
    if (!bucket.versioning) {
      await objects.remove(scope, bucket.name, Key);
      return {};
    }
    const marker = await objects.add(scope, bucket, Key, undefined);
    return { DeleteMarker: true, VersionId: marker.versionId };
  }

  return {
    DeleteObject: defineOperation(
      objectInputs.DeleteObject,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        return deleteOne(scope, bucket, input);
      },
    ),

    DeleteObjects: defineOperation(
      objectInputs.DeleteObjects,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const Deleted = [];
        const Errors = [];
        for (const { Key, VersionId, ETag } of input.Delete.Objects) {
          try {
            const { DeleteMarker, VersionId: made } = await deleteOne(
              scope,
              bucket,
              { Key, VersionId, IfMatch: ETag },
            );
            Deleted.push({
              Key,
              VersionId,
              DeleteMarker,
              DeleteMarkerVersionId: DeleteMarker ? made : undefined,
            });
          } catch (error) {
            if (!(error instanceof AwsError)) {
              throw error;
            }
            const { code: Code, message: Message } = error;
            Errors.push({ Key, VersionId, Code, Message });
          }
        }
        return { Deleted: input.Delete.Quiet ? [] : Deleted, Errors };
      },
    ),
  };
}
