import { AwsError, type Collection, type Scope } from '../service/AwsService';
import { bootstrapVersion } from './bootstrapVersion';
import {
  parameterArn,
  type ParameterRecord,
  type ParameterVersion,
} from './ParameterRecord';

/** A parameter's version, and how the caller selected it. */
export interface SelectedVersion {
  name: string;
  version: ParameterVersion;
  /** For example `:3`; absent for the latest version. */
  selector?: string;
}

/** Finds parameters by name, ARN and selector, and deletes them. */
export class Parameters {
  readonly #records: Collection<ParameterRecord>;

  constructor(records: Collection<ParameterRecord>) {
    this.#records = records;
  }

  /** The parameters of the user, by name. Those that exist from the start are not listed. */
  list(scope: Scope): ParameterRecord[] {
    return this.#records
      .list(scope)
      .filter(({ versions }) => versions.length > 0)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The record of the user. Undefined for a parameter that exists from the start. */
  own(scope: Scope, given: string): ParameterRecord | undefined {
    const record = this.#records.get(scope, this.#nameOf(scope, given));
    return record && record.versions.length > 0 ? record : undefined;
  }

  find(scope: Scope, given: string): ParameterRecord | undefined {
    const name = this.#nameOf(scope, given);
    const record = this.#records.get(scope, name);
    if (record) {
      return record.versions.length > 0 ? record : undefined;
    }
    const fromStart = bootstrapVersion(name);
    return fromStart && { name, tags: {}, versions: [fromStart] };
  }

  get(scope: Scope, given: string): ParameterRecord {
    const record = this.find(scope, given);
    if (!record) {
      throw parameterNotFound(given);
    }
    return record;
  }

  /** By `name`, `name:version` or `name:label`. */
  select(scope: Scope, given: string): SelectedVersion {
    const name = this.#nameOf(scope, given);
    const colon = name.indexOf(':');
    const record = this.get(scope, colon < 0 ? name : name.slice(0, colon));
    const selector = colon < 0 ? undefined : name.slice(colon);
    const wanted = selector?.slice(1);
    const version =
      wanted === undefined
        ? record.versions.at(-1)
        : record.versions.find(
            one =>
              String(one.version) === wanted || one.labels.includes(wanted),
          );
    if (!version) {
      throw versionNotFound(record.name, wanted ?? '');
    }
    return { name: record.name, version, selector };
  }

  put(scope: Scope, record: ParameterRecord): Promise<void> {
    return this.#records.put(scope, record.name, record);
  }

  /** False if there is no such parameter. */
  async delete(scope: Scope, given: string): Promise<boolean> {
    const record = this.find(scope, given);
    if (!record) {
      return false;
    }
    await (bootstrapVersion(record.name)
      ? this.put(scope, { name: record.name, tags: {}, versions: [] })
      : this.#records.delete(scope, record.name));
    return true;
  }

  clear(): Promise<void> {
    return this.#records.clear();
  }

  /**
   * An ARN of this account and region counts as the name, which may be followed by a selector. The
   * ARN of `/p` is also that of `p`.
   */
  #nameOf(scope: Scope, given: string): string {
    const prefix = parameterArn(scope, '');
    if (!given.startsWith(prefix)) {
      return given;
    }
    const name = given.slice(prefix.length);
    const [withoutSelector = name] = name.split(':');
    return this.#records.get(scope, withoutSelector) ? name : `/${name}`;
  }
}

export function versionNotFound(name: string, version: string): AwsError {
  return new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}

export function parameterNotFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}
