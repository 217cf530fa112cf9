import { AwsError } from '../service/AwsService';
import { sameETag } from './newObject';
import type { ObjectContent, ObjectVersion } from './ObjectRecord';
import { preconditionFailed } from './s3Errors';

interface ReadConditions {
  IfMatch?: string;
  IfNoneMatch?: string;
  IfModifiedSince?: Date;
  IfUnmodifiedSince?: Date;
}

/** Conditions for reading an object. HTTP's dates have whole seconds. */
export function checkReadConditions(
  conditions: ReadConditions,
  { modifiedAt, content }: ObjectVersion & { content: ObjectContent },
  { isCopy = false } = {},
): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } =
    conditions;
  const modified = Math.floor(modifiedAt.getTime() / 1000);
  const isNewer = (date: Date) => modified > Math.floor(date.getTime() / 1000);
  if (
    IfMatch !== undefined
      ? !sameETag(IfMatch, content.etag)
      : IfUnmodifiedSince && isNewer(IfUnmodifiedSince)
  ) {
    throw preconditionFailed();
  }
  if (
    IfNoneMatch !== undefined
      ? sameETag(IfNoneMatch, content.etag)
      : IfModifiedSince && !isNewer(IfModifiedSince)
  ) {
    throw isCopy
      ? preconditionFailed()
      : new AwsError('NotModified', 'Not Modified', 304);
  }
}
