import type { z } from 'zod';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { Buckets } from './Buckets';
import { objectInputs } from './inputs/objectInputs';
import { checksumMembers, encryptionMembers } from './newObject';
import type { ObjectFiles } from './ObjectFiles';
import type { ObjectContent, ObjectVersion } from './ObjectRecord';
import type { Objects } from './Objects';
import { checkReadConditions } from './readConditions';
import { invalidArgument, noSuchKey } from './s3Errors';

type ReadInput = z.infer<typeof objectInputs.GetObject>;
type Content = ObjectVersion & { content: ObjectContent };

/** The bytes that a caller asks for. */
interface Selection {
  start: number;
  length: number;
  isPartial: boolean;
}

/** Operations that read an object or its description. */
export function readOperations(
  buckets: Buckets,
  objects: Objects,
  files: ObjectFiles,
): Record<string, Operation> {
  function find(input: ReadInput, context: RequestContext) {
    const { scope } = buckets.get(context, input);
    const { Bucket, Key, VersionId } = input;
    const version = objects.version(scope, Bucket, Key, VersionId);
    if (!version.content) {
      if (VersionId !== undefined) {
        throw new AwsError(
          'MethodNotAllowed',
          'The specified method is not allowed against this resource.',
          405,
        );
      }
      throw noSuchKey();
    }
    const found: Content = { ...version, content: version.content };
    checkReadConditions(input, found);
    const selection = select(input, found.content);
    return { found, selection, description: describe(input, found, selection) };
  }

  return {
    GetObject: defineOperation(
      objectInputs.GetObject,
      async (input, context) => {
        const { found, selection, description } = find(input, context);
        const { start, length } = selection;
        return {
          ...description,
          Body: await files.readRange(found.content.file, start, length),
        };
      },
    ),

    HeadObject: defineOperation(
      objectInputs.HeadObject,
      async (input, context) => find(input, context).description,
    ),
  };
}

function describe(
  input: ReadInput,
  { versionId, modifiedAt, content }: Content,
  { start, length, isPartial }: Selection,
) {
  const { properties, size, etag, partSizes } = content;
  const tagCount = Object.keys(properties.tags).length;
  return {
    AcceptRanges: 'bytes',
    LastModified: modifiedAt,
    ContentLength: length,
    ContentRange: isPartial
      ? `bytes ${start}-${start + length - 1}/${size}`
      : undefined,
    ETag: `"${etag}"`,
    VersionId: versionId === 'null' ? undefined : versionId,
    CacheControl: input.ResponseCacheControl ?? properties.cacheControl,
    ContentDisposition:
      input.ResponseContentDisposition ?? properties.contentDisposition,
    ContentEncoding:
      input.ResponseContentEncoding ?? properties.contentEncoding,
    ContentLanguage:
      input.ResponseContentLanguage ?? properties.contentLanguage,
    ContentType: input.ResponseContentType ?? properties.contentType,
    Expires: input.ResponseExpires ?? properties.expires,
    Metadata: properties.metadata,
    WebsiteRedirectLocation: properties.websiteRedirect,
    StorageClass:
      properties.storageClass === 'STANDARD'
        ? undefined
        : properties.storageClass,
    TagCount: tagCount > 0 ? tagCount : undefined,
    PartsCount: input.PartNumber === undefined ? undefined : partSizes?.length,
    ...encryptionMembers(properties),
    ...(input.ChecksumMode && !isPartial
      ? checksumMembers(content.checksum)
      : {}),
  };
}

function select(
  { Range, PartNumber }: ReadInput,
  { size, partSizes = [size] }: ObjectContent,
): Selection {
  if (PartNumber !== undefined) {
    if (Range !== undefined) {
      throw invalidArgument(
        'Cannot specify both Range header and partNumber query parameter',
      );
    }
    const length = partSizes[PartNumber - 1];
    if (length === undefined) {
      throw new AwsError(
        'InvalidPartNumber',
        'The requested partnumber is not satisfiable',
        416,
      );
    }
    const before = partSizes.slice(0, PartNumber - 1);
    const start = before.reduce((sum, one) => sum + one, 0);
    return { start, length, isPartial: length > 0 };
  }
  // As in S3, a header that is no range of bytes counts as none.
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(Range ?? '') ?? [];
  if (from === undefined || to === undefined || from + to === '') {
    return { start: 0, length: size, isPartial: false };
  }
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Number(to);
  if (from !== '' && to !== '' && Number(to) < Number(from)) {
    return { start: 0, length: size, isPartial: false };
  }
  if (start >= size) {
    throw new AwsError(
      'InvalidRange',
      'The requested range is not satisfiable',
      416,
    );
  }
  return {
    start,
    length: Math.min(end, size - 1) - start + 1,
    isPartial: true,
  };
}
