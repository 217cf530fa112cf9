import { AwsError, type Operation } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import type { Buckets } from './Buckets';
import { ownerId } from './bucketOperations';
import { objectInputs } from './inputs/objectInputs';
import { listEntries, urlEncoded } from './listEntries';
import type { ObjectContent, ObjectVersion } from './ObjectRecord';
import type { Objects } from './Objects';

type Content = ObjectVersion & { content: ObjectContent };

/** Lists of the objects and versions of a bucket. */
export function listOperations(
  buckets: Buckets,
  objects: Objects,
): Record<string, Operation> {
  const currentObjects = (
    scope: Parameters<Objects['list']>[0],
    name: string,
  ) =>
    objects.list(scope, name).flatMap(({ key, versions }) => {
      const version = versions.at(-1);
      return version?.content
        ? [{ key, version: { ...version, content: version.content } }]
        : [];
    });

  return {
    ListObjectsV2: defineOperation(
      objectInputs.ListObjectsV2,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const token = input.ContinuationToken;
        const after =
          token === undefined ? input.StartAfter : keyOfToken(token);
        const page = listEntries(currentObjects(scope, bucket.name), {
          ...input,
          after,
        });
        const encode = urlEncoded(input.EncodingType);
        return {
          ...common(input, encode),
          Name: bucket.name,
          StartAfter: encode(input.StartAfter),
          ContinuationToken: token,
          KeyCount: page.entries.length + page.prefixes.length,
          IsTruncated: page.next !== undefined,
          NextContinuationToken:
            page.next && Buffer.from(page.next).toString('base64url'),
          Contents: page.entries.map(({ key, version }) => ({
            Key: encode(key),
            ...describe(version),
            Owner: input.FetchOwner
              ? { ID: ownerId(scope.accountId) }
              : undefined,
          })),
          CommonPrefixes: page.prefixes.map(Prefix => ({
            Prefix: encode(Prefix),
          })),
        };
      },
    ),

    ListObjects: defineOperation(
      objectInputs.ListObjects,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const page = listEntries(currentObjects(scope, bucket.name), {
          ...input,
          after: input.Marker,
        });
        const encode = urlEncoded(input.EncodingType);
        return {
          ...common(input, encode),
          Name: bucket.name,
          Marker: encode(input.Marker ?? ''),
          // Without a delimiter, the next marker is the last key.
          NextMarker:
            input.Delimiter === undefined ? undefined : encode(page.next),
          IsTruncated: page.next !== undefined,
          Contents: page.entries.map(({ key, version }) => ({
            Key: encode(key),
            ...describe(version),
            Owner: { ID: ownerId(scope.accountId) },
          })),
          CommonPrefixes: page.prefixes.map(Prefix => ({
            Prefix: encode(Prefix),
          })),
        };
      },
    ),

    ListObjectVersions: defineOperation(
      objectInputs.ListObjectVersions,
      async (input, context) => {
        const { scope, bucket } = buckets.get(context, input);
        const { KeyMarker, VersionIdMarker } = input;
        if (VersionIdMarker !== undefined && KeyMarker === undefined) {
          throw new AwsError(
            'InvalidArgument',
            'A version-id marker cannot be specified without a key marker.',
          );
        }
        const all = objects
          .list(scope, bucket.name)
          .flatMap(({ key, versions }) =>
            versions
              .map((version, index) => ({
                key,
                version,
                isLatest: index === versions.length - 1,
              }))
              .reverse(),
          );
        const marked = all.findIndex(
          ({ key, version }) =>
            key === KeyMarker && version.versionId === VersionIdMarker,
        );
        const page = listEntries(marked < 0 ? all : all.slice(marked + 1), {
          ...input,
          after: marked < 0 ? KeyMarker : undefined,
        });
        const encode = urlEncoded(input.EncodingType);
        const last = page.entries.at(-1);
        const entries = page.entries.map(({ key, version, isLatest }) => ({
          content: version.content,
          shown: {
            Key: encode(key),
            VersionId: version.versionId,
            IsLatest: isLatest,
            LastModified: version.modifiedAt,
            Owner: { ID: ownerId(scope.accountId) },
          },
          version,
        }));
        return {
          ...common(input, encode),
          Name: bucket.name,
          KeyMarker: encode(KeyMarker ?? ''),
          VersionIdMarker: VersionIdMarker ?? '',
          IsTruncated: page.next !== undefined,
          NextKeyMarker: encode(page.next),
          NextVersionIdMarker:
            page.next !== undefined && page.next === last?.key
              ? last.version.versionId
              : undefined,
          Versions: entries.flatMap(({ content, shown, version }) =>
            content ? [{ ...shown, ...describe({ ...version, content }) }] : [],
          ),
          DeleteMarkers: entries.flatMap(({ content, shown }) =>
            content ? [] : [shown],
          ),
          CommonPrefixes: page.prefixes.map(Prefix => ({
            Prefix: encode(Prefix),
          })),
        };
      },
    ),
  };
}

/** The key after which the next page begins. */
function keyOfToken(token: string): string {
  const key = Buffer.from(token, 'base64url');
  if (key.toString('base64url') !== token) {
    throw new AwsError(
      'InvalidArgument',
      'The continuation token provided is incorrect',
    );
  }
  return key.toString('utf8');
}

function common(
  input: {
    Prefix: string;
    Delimiter?: string;
    MaxKeys: number;
    EncodingType?: string;
  },
  encode: ReturnType<typeof urlEncoded>,
) {
  return {
    Prefix: encode(input.Prefix),
    Delimiter: encode(input.Delimiter),
    MaxKeys: input.MaxKeys,
    EncodingType: input.EncodingType,
  };
}

function describe({ modifiedAt, content }: Content) {
  const { checksum } = content;
  return {
    LastModified: modifiedAt,
    ETag: `"${content.etag}"`,
    ChecksumAlgorithm: checksum ? [checksum.algorithm] : [],
    ChecksumType: checksum?.type,
    Size: content.size,
    StorageClass: content.properties.storageClass,
  };
}
