import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from '../ResourceType';
import { whenMissing } from '../whenMissing';

async function putPolicy(
  request: ResourceRequest,
): Promise<ProvisionedResource> {
  const { PolicyDocument } = request.properties;
  const Bucket = String(request.properties.Bucket);
  await request.call('PutBucketPolicy', {
    Bucket,
    Policy:
      typeof PolicyDocument === 'string'
        ? PolicyDocument
        : JSON.stringify(PolicyDocument),
  });
  await request.initiated(Bucket);
  return { physicalId: Bucket, attributes: {} };
}

export const s3BucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  service: 's3',
  createOnly: ['Bucket'],
  required: ['Bucket', 'PolicyDocument'],
  properties: { implemented: ['Bucket', 'PolicyDocument'] },
  attributes: [],
  taggable: false,
  create: putPolicy,
  update: putPolicy,
  async delete(request) {
    await whenMissing(
      request.call('DeleteBucketPolicy', { Bucket: request.physicalId }),
      undefined,
    );
  },
};
