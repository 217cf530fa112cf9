/** How an operation of S3 is recognized, and where its payload and its result are. */
export interface S3Route {
  operation: string;
  method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  on: 'service' | 'bucket' | 'object';
  /** Names that the query must have. `list-type=2` asks for a value too. */
  query?: readonly string[];
  /** A header that the request must have. */
  header?: string;
  /** The member that is the body: bytes or text, or an XML document. */
  body?: { member: string; as: 'bytes' | 'text' | 'xml' };
  /** The root element of the result. Without one, all members of the result are headers. */
  root?: string;
  /** The member of the output that is the result. Default: the output itself. */
  result?: string;
}

const xml = (member: string) => ({ member, as: 'xml' as const });
const bytes = { member: 'Body', as: 'bytes' as const };

/** A more specific route comes before a less specific one. */
export const s3Routes: readonly S3Route[] = [
  ...configuration('Encryption', 'encryption', {
    member: 'ServerSideEncryptionConfiguration',
  }),
  ...configuration('Tagging', 'tagging', { member: 'Tagging', flat: true }),
  ...configuration('OwnershipControls', 'ownershipControls', {
    member: 'OwnershipControls',
  }),
  {
    operation: 'GetPublicAccessBlock',
    method: 'GET',
    on: 'bucket',
    query: ['publicAccessBlock'],
    root: 'PublicAccessBlockConfiguration',
    result: 'PublicAccessBlockConfiguration',
  },
  {
    operation: 'PutPublicAccessBlock',
    method: 'PUT',
    on: 'bucket',
    query: ['publicAccessBlock'],
    body: xml('PublicAccessBlockConfiguration'),
  },
  {
    operation: 'DeletePublicAccessBlock',
    method: 'DELETE',
    on: 'bucket',
    query: ['publicAccessBlock'],
  },
  {
    operation: 'GetBucketLifecycleConfiguration',
    method: 'GET',
    on: 'bucket',
    query: ['lifecycle'],
    root: 'LifecycleConfiguration',
  },
  {
    operation: 'PutBucketLifecycleConfiguration',
    method: 'PUT',
    on: 'bucket',
    query: ['lifecycle'],
    body: xml('LifecycleConfiguration'),
  },
  {
    operation: 'DeleteBucketLifecycle',
    method: 'DELETE',
    on: 'bucket',
    query: ['lifecycle'],
  },
  {
    operation: 'GetBucketVersioning',
    method: 'GET',
    on: 'bucket',
    query: ['versioning'],
    root: 'VersioningConfiguration',
  },
  {
    operation: 'PutBucketVersioning',
    method: 'PUT',
    on: 'bucket',
    query: ['versioning'],
    body: xml('VersioningConfiguration'),
  },
  {
    operation: 'GetBucketPolicy',
    method: 'GET',
    on: 'bucket',
    query: ['policy'],
    result: 'Policy',
  },
  {
    operation: 'PutBucketPolicy',
    method: 'PUT',
    on: 'bucket',
    query: ['policy'],
    body: { member: 'Policy', as: 'text' },
  },
  {
    operation: 'DeleteBucketPolicy',
    method: 'DELETE',
    on: 'bucket',
    query: ['policy'],
  },
  {
    operation: 'GetBucketLocation',
    method: 'GET',
    on: 'bucket',
    query: ['location'],
    root: 'LocationConstraint',
    result: 'LocationConstraint',
  },
  {
    operation: 'ListObjectVersions',
    method: 'GET',
    on: 'bucket',
    query: ['versions'],
    root: 'ListVersionsResult',
  },
  {
    operation: 'ListMultipartUploads',
    method: 'GET',
    on: 'bucket',
    query: ['uploads'],
    root: 'ListMultipartUploadsResult',
  },
  {
    operation: 'ListObjectsV2',
    method: 'GET',
    on: 'bucket',
    query: ['list-type'],
    root: 'ListBucketResult',
  },
  {
    operation: 'ListObjects',
    method: 'GET',
    on: 'bucket',
    root: 'ListBucketResult',
  },
  {
    operation: 'DeleteObjects',
    method: 'POST',
    on: 'bucket',
    query: ['delete'],
    body: xml('Delete'),
    root: 'DeleteResult',
  },
  {
    operation: 'CreateBucket',
    method: 'PUT',
    on: 'bucket',
    body: xml('CreateBucketConfiguration'),
  },
  { operation: 'HeadBucket', method: 'HEAD', on: 'bucket' },
  { operation: 'DeleteBucket', method: 'DELETE', on: 'bucket' },
  {
    operation: 'ListBuckets',
    method: 'GET',
    on: 'service',
    root: 'ListAllMyBucketsResult',
  },
  {
    operation: 'GetObjectTagging',
    method: 'GET',
    on: 'object',
    query: ['tagging'],
    root: 'Tagging',
  },
  {
    operation: 'PutObjectTagging',
    method: 'PUT',
    on: 'object',
    query: ['tagging'],
    body: xml('Tagging'),
  },
  {
    operation: 'DeleteObjectTagging',
    method: 'DELETE',
    on: 'object',
    query: ['tagging'],
  },
  {
    operation: 'CreateMultipartUpload',
    method: 'POST',
    on: 'object',
    query: ['uploads'],
    root: 'InitiateMultipartUploadResult',
  },
  {
    operation: 'UploadPartCopy',
    method: 'PUT',
    on: 'object',
    query: ['partNumber', 'uploadId'],
    header: 'x-amz-copy-source',
  },
  {
    operation: 'UploadPart',
    method: 'PUT',
    on: 'object',
    query: ['partNumber', 'uploadId'],
    body: bytes,
  },
  {
    operation: 'CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    query: ['uploadId'],
    body: xml('MultipartUpload'),
    root: 'CompleteMultipartUploadResult',
  },
  {
    operation: 'AbortMultipartUpload',
    method: 'DELETE',
    on: 'object',
    query: ['uploadId'],
  },
  {
    operation: 'ListParts',
    method: 'GET',
    on: 'object',
    query: ['uploadId'],
    root: 'ListPartsResult',
  },
  {
    operation: 'CopyObject',
    method: 'PUT',
    on: 'object',
    header: 'x-amz-copy-source',
    root: 'CopyObjectResult',
    result: 'CopyObjectResult',
  },
  { operation: 'PutObject', method: 'PUT', on: 'object', body: bytes },
  { operation: 'GetObject', method: 'GET', on: 'object', result: 'Body' },
  { operation: 'HeadObject', method: 'HEAD', on: 'object' },
  { operation: 'DeleteObject', method: 'DELETE', on: 'object' },
];

/** The three operations of a configuration of buckets. */
function configuration(
  name: string,
  query: string,
  { member, flat }: { member: string; flat?: boolean },
): S3Route[] {
  const route = { on: 'bucket' as const, query: [query] };
  return [
    {
      ...route,
      operation: `GetBucket${name}`,
      method: 'GET',
      root: member,
      result: flat ? undefined : member,
    },
    {
      ...route,
      operation: `PutBucket${name}`,
      method: 'PUT',
      body: xml(member),
    },
    { ...route, operation: `DeleteBucket${name}`, method: 'DELETE' },
  ];
}

export function routeOf(operation: string): S3Route | undefined {
  return s3Routes.find(route => route.operation === operation);
}
