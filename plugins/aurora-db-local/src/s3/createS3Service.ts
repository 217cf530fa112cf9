import { join } from 'node:path';
import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import { bucketConfigurations } from './bucketConfigurations';
import { bucketOperations } from './bucketOperations';
import { bucketRecordSchema } from './BucketRecord';
import { Buckets } from './Buckets';
import { deleteOperations } from './deleteOperations';
import { listOperations } from './listOperations';
import { ObjectFiles } from './ObjectFiles';
import { objectRecordSchema, uploadRecordSchema } from './ObjectRecord';
import { Objects } from './Objects';
import { objectTagOperations } from './objectTagOperations';
import { readOperations } from './readOperations';
import { uploadOperations } from './uploadOperations';
import { Uploads } from './Uploads';
import { writeOperations } from './writeOperations';

/** S3: buckets and objects, whose bytes are files in the state folder. */
export async function createS3Service({
  store,
  stateDirectory,
}: Pick<ServiceEnvironment, 'store' | 'stateDirectory'>): Promise<AwsService> {
  const files = await ObjectFiles.open(join(stateDirectory, 's3'));
  const buckets = new Buckets(
    await store.collection('s3-buckets', bucketRecordSchema),
  );
  const objects = new Objects(
    await store.collection('s3-objects', objectRecordSchema),
    files,
  );
  const uploads = new Uploads(
    await store.collection('s3-uploads', uploadRecordSchema),
    files,
  );
  return {
    signingName: 's3',
    operations: {
      ...bucketOperations(buckets, objects, uploads),
      ...bucketConfigurations(buckets),
      ...writeOperations(buckets, objects, files),
      ...readOperations(buckets, objects, files),
      ...listOperations(buckets, objects),
      ...deleteOperations(buckets, objects),
      ...objectTagOperations(buckets, objects),
      ...uploadOperations(buckets, objects, uploads, files),
    },
    start: () =>
      files.keepOnly(new Set([...objects.files(), ...uploads.files()])),
    async reset() {
      await buckets.clear();
      await uploads.clear();
      await objects.clear();
      await files.keepOnly(new Set());
    },
  };
}
