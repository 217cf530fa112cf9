import { AwsError } from '../../service/AwsService';
import type { WireRequest } from '../Protocol';
import { s3Routes, type S3Route } from './s3Routes';

/** The bucket and the key in the path of a request. */
export function requestTarget({ path }: WireRequest): {
  bucket?: string;
  key?: string;
} {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  try {
    return {
      bucket: bucket === '' ? undefined : decodeURIComponent(bucket),
      key: key === '' ? undefined : decodeURIComponent(key),
    };
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** Queries that choose an operation. Others, such as `prefix`, are members. */
const subresources = new Set([
  'abac',
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'location',
  'logging',
  'metadataConfiguration',
  'metadataInventoryTable',
  'metadataJournalTable',
  'metadataTable',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploads',
  'versioning',
  'versions',
  'website',
]);

/** The route of a request; undefined for an operation that is not implemented. */
export function findRoute(request: WireRequest): S3Route | undefined {
  const { method, query, headers } = request;
  const { bucket, key } = requestTarget(request);
  const on = levelOf(bucket, key);
  const asked = Array.from(query.keys()).find(name => subresources.has(name));
  return s3Routes.find(
    route =>
      route.method === method &&
      route.on === on &&
      (asked === undefined || (route.query ?? []).includes(asked)) &&
      (route.query ?? []).every(name => query.has(name)) &&
      (route.header === undefined || headers[route.header] !== undefined),
  );
}

/** A name for the list of calls, such as `GET-bucket-acl`. */
export function unknownOperation(request: WireRequest): string {
  const { key } = requestTarget(request);
  const asked = Array.from(request.query.keys()).find(name =>
    subresources.has(name),
  );
  return [request.method, key === undefined ? 'bucket' : 'object', asked]
    .filter(Boolean)
    .join('-');
}

function levelOf(
  bucket: string | undefined,
  key: string | undefined,
): S3Route['on'] {
  if (key !== undefined) {
    return 'object';
  }
  return bucket === undefined ? 'service' : 'bucket';
}
