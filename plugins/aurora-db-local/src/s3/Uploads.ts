import type { Collection, Scope } from '../service/AwsService';
import type { ObjectFiles } from './ObjectFiles';
import type { UploadRecord } from './ObjectRecord';
import { noSuchUpload } from './s3Errors';

/** Multipart uploads in progress. */
export class Uploads {
  readonly #records: Collection<UploadRecord>;
  readonly #files: ObjectFiles;

  constructor(records: Collection<UploadRecord>, files: ObjectFiles) {
    this.#records = records;
    this.#files = files;
  }

  get(
    scope: Scope,
    {
      Bucket,
      Key,
      UploadId,
    }: { Bucket: string; Key: string; UploadId: string },
  ): UploadRecord {
    const upload = this.#records.get(scope, UploadId);
    if (!upload || upload.bucket !== Bucket || upload.key !== Key) {
      throw noSuchUpload();
    }
    return upload;
  }

  /** Those of a bucket, by key and age. */
  list(scope: Scope, bucket: string): UploadRecord[] {
    return this.#records
      .list(scope)
      .filter(upload => upload.bucket === bucket)
      .sort(
        (a, b) =>
          Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) ||
          a.initiatedAt.getTime() - b.initiatedAt.getTime(),
      );
  }

  put(scope: Scope, upload: UploadRecord): Promise<void> {
    return this.#records.put(scope, upload.uploadId, upload);
  }

  async remove(scope: Scope, upload: UploadRecord): Promise<void> {
    await this.#records.delete(scope, upload.uploadId);
    await this.#files.delete(upload.parts.map(({ file }) => file));
  }

  async removeOf(scope: Scope, bucket: string): Promise<void> {
    for (const upload of this.list(scope, bucket)) {
      await this.remove(scope, upload);
    }
  }

  /** The files of all parts. */
  files(): string[] {
    return this.#records
      .all()
      .flatMap(({ value }) => value.parts.map(({ file }) => file));
  }

  clear(): Promise<void> {
    return this.#records.clear();
  }
}
