import {
  type Collection,
  type RequestContext,
  type Scope,
} from '../service/AwsService';
import type { BucketRecord } from './BucketRecord';
import { accessDenied, noSuchBucket } from './s3Errors';
import { WrongRegion } from './WrongRegion';

/** Buckets by name. A name belongs to one account and region of all. */
export class Buckets {
  readonly #records: Collection<BucketRecord>;

  constructor(records: Collection<BucketRecord>) {
    this.#records = records;
  }

  /** The buckets of an account, in all regions, by name. */
  ofAccount(accountId: string): Array<{ scope: Scope; bucket: BucketRecord }> {
    return this.#records
      .all()
      .filter(({ scope }) => scope.accountId === accountId)
      .map(({ scope, value }) => ({ scope, bucket: value }))
      .sort((a, b) => (a.bucket.name < b.bucket.name ? -1 : 1));
  }

  findAnywhere(
    name: string,
  ): { scope: Scope; bucket: BucketRecord } | undefined {
    const found = this.#records.all().find(({ id }) => id === name);
    return found && { scope: found.scope, bucket: found.value };
  }

  /**
   * A bucket of the caller's account. Throws S3's errors if it does not exist, is of another
   * account, or is in another region.
   */
  get(
    { accountId, region }: RequestContext,
    input: { Bucket: string; ExpectedBucketOwner?: string },
    { inAnyRegion = false } = {},
  ): { scope: Scope; bucket: BucketRecord } {
    const found = this.findAnywhere(input.Bucket);
    if (!found) {
      throw noSuchBucket();
    }
    const owner = found.scope.accountId;
    if (owner !== accountId || (input.ExpectedBucketOwner ?? owner) !== owner) {
      throw accessDenied();
    }
    if (found.scope.region !== region && !inAnyRegion) {
      throw new WrongRegion(found.scope.region, region);
    }
    return found;
  }

  put(scope: Scope, bucket: BucketRecord): Promise<void> {
    return this.#records.put(scope, bucket.name, bucket);
  }

  delete(scope: Scope, name: string): Promise<void> {
    return this.#records.delete(scope, name);
  }

  clear(): Promise<void> {
    return this.#records.clear();
  }
}
