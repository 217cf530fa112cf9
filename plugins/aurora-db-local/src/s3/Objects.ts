import { randomBytes } from 'node:crypto';
import type { Collection, Scope } from '../service/AwsService';
import type { BucketRecord } from './BucketRecord';
import type { ObjectFiles } from './ObjectFiles';
import type {
  ObjectContent,
  ObjectRecord,
  ObjectVersion,
} from './ObjectRecord';
import { noSuchKey, noSuchVersion } from './s3Errors';

/** Objects and their versions. The bytes are written before their record, and deleted after it. */
export class Objects {
  readonly #records: Collection<ObjectRecord>;
  readonly #files: ObjectFiles;

  constructor(records: Collection<ObjectRecord>, files: ObjectFiles) {
    this.#records = records;
    this.#files = files;
  }

  /** All objects of a bucket by key, in the order of UTF-8. */
  list(scope: Scope, bucket: string): ObjectRecord[] {
    return this.#records
      .list(scope)
      .filter(record => record.bucket === bucket)
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  find(scope: Scope, bucket: string, key: string): ObjectRecord | undefined {
    return this.#records.get(scope, idOf(bucket, key));
  }

  /** The current version; undefined if there is none or it is a delete marker. */
  current(
    scope: Scope,
    bucket: string,
    key: string,
  ): (ObjectVersion & { content: ObjectContent }) | undefined {
    const version = this.find(scope, bucket, key)?.versions.at(-1);
    return version?.content && { ...version, content: version.content };
  }

  /** A version, which may be a delete marker. */
  version(
    scope: Scope,
    bucket: string,
    key: string,
    versionId: string | undefined,
  ): ObjectVersion {
    const record = this.find(scope, bucket, key);
    const version =
      versionId === undefined
        ? record?.versions.at(-1)
        : record?.versions.find(one => one.versionId === versionId);
    if (!version) {
      throw versionId === undefined ? noSuchKey() : noSuchVersion();
    }
    return version;
  }

  /** Adds a version; without content, a delete marker. Without versioning, it replaces the last. */
  async add(
    scope: Scope,
    { name, versioning }: BucketRecord,
    key: string,
    content: ObjectContent | undefined,
  ): Promise<ObjectVersion> {
    const version: ObjectVersion = {
      versionId:
        versioning === 'Enabled'
          ? randomBytes(24).toString('base64url')
          : 'null',
      modifiedAt: new Date(),
      content,
    };
    const before = this.find(scope, name, key)?.versions ?? [];
    const replaced = before.filter(
      ({ versionId }) => versionId === version.versionId,
    );
    await this.#records.put(scope, idOf(name, key), {
      bucket: name,
      key,
      versions: [...before.filter(one => !replaced.includes(one)), version],
    });
    await this.#deleteFiles(replaced);
    return version;
  }

  async change(
    scope: Scope,
    bucket: string,
    key: string,
    changed: ObjectVersion,
  ): Promise<void> {
    const versions = this.find(scope, bucket, key)?.versions ?? [];
    await this.#records.put(scope, idOf(bucket, key), {
      bucket,
      key,
      versions: versions.map(version =>
        version.versionId === changed.versionId ? changed : version,
      ),
    });
  }

  /** Deletes one version, or all if none is given. */
  async remove(
    scope: Scope,
    bucket: string,
    key: string,
    versionId?: string,
  ): Promise<ObjectVersion[]> {
    const versions = this.find(scope, bucket, key)?.versions ?? [];
    const removed = versions.filter(
      one => versionId === undefined || one.versionId === versionId,
    );
    const left = versions.filter(one => !removed.includes(one));
    await (left.length === 0
      ? this.#records.delete(scope, idOf(bucket, key))
      : this.#records.put(scope, idOf(bucket, key), {
          bucket,
          key,
          versions: left,
        }));
    await this.#deleteFiles(removed);
    return removed;
  }

  /** The files of all versions. */
  files(): string[] {
    return this.#records.all().flatMap(({ value }) => filesOf(value.versions));
  }

  clear(): Promise<void> {
    return this.#records.clear();
  }

  #deleteFiles(versions: readonly ObjectVersion[]): Promise<void> {
    return this.#files.delete(filesOf(versions));
  }
}

function filesOf(versions: readonly ObjectVersion[]): string[] {
  return versions.flatMap(({ content }) => (content ? [content.file] : []));
}

/** A bucket's name has no slash. */
function idOf(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}
