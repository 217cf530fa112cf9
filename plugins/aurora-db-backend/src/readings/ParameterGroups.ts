import type { LoggerService } from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { ParameterReader } from '../ports/ParameterReader';
import { type CacheRequests, Telemetry } from '../ports/Telemetry';
import { AwsBackoff } from './AwsBackoff';
import { CallAllowance } from './CallAllowance';
import { readInCommon, type SharedCache, type Timed } from './SharedCache';

/** A parameter group, or the family of an engine version with its defaults. */
export interface ParameterGroup {
  kind: 'cluster' | 'instance' | 'family';
  name: string;
}

/** What a group says about max_connections. */
export interface GroupValue {
  /** A number or a formula. Absent if no user set it, or if the group does not exist. */
  maxConnections?: string;
  /** Whether the value is unknown: the group is gone, or AWS refuses to describe it. */
  isUnreadable?: boolean;
}

/** A value, and its age in ms. */
export interface KnownGroup {
  value: GroupValue;
  ageMs: number;
}

const groupValueSchema: z.ZodType<GroupValue> = z.object({
  maxConnections: z.string().optional(),
  isUnreadable: z.boolean().optional(),
});

const hour = 3_600_000;
/** How long other replicas may use a value, in ms. A user can change a group at any time. */
const sharedForMs = hour;
/** Only AWS changes the defaults of a family. */
const familySharedForMs = 24 * hour;
/** The defaults of a family are on several pages of 100 parameters. */
const callsOfFamily = 4;
/** Clusters can have groups of their own. The other readings need most of 30 calls a minute. */
const groupLimits = { most: 12, perMinute: 2, leftByLists: 10 };
/** All clusters of an account have a few families, which are read once a day. */
const familyLimits = { most: 40, perMinute: 2, leftByLists: 0 };
/** Number of groups with a known value. */
const maxGroups = 20_000;

/** The reads of an account and region. */
interface AccountReads {
  pause: AwsBackoff;
  groups: CallAllowance;
  families: CallAllowance;
  /** Whether the last read failed, and the log says so. */
  isFailing: boolean;
}

/** How long the value of a group stays fresh, in ms. */
export function groupFreshMs({ kind }: ParameterGroup): number {
  return kind === 'family' ? familySharedForMs : sharedForMs;
}

/**
 * The max_connections of parameter groups. All viewers and replicas share what was read. The calls
 * of an account have a limit, because each cluster can have groups of its own.
 */
export class ParameterGroups {
  readonly #reader: ParameterReader;
  readonly #shared: SharedCache | undefined;
  readonly #requests: CacheRequests;
  readonly #logger: Pick<LoggerService, 'warn'> | undefined;
  readonly #now: () => number;
  readonly #values = new LRUCache<string, Timed<GroupValue>>({
    max: maxGroups,
  });
  readonly #reading = new Map<string, Promise<boolean>>();
  readonly #accounts = new Map<string, AccountReads>();

  constructor(
    reader: ParameterReader,
    options: {
      shared?: SharedCache;
      telemetry?: Telemetry;
      logger?: Pick<LoggerService, 'warn'>;
      now?: () => number;
    } = {},
  ) {
    const { shared, telemetry = new Telemetry(), now = Date.now } = options;
    this.#reader = reader;
    this.#logger = options.logger;
    this.#shared = shared;
    this.#requests = telemetry.cache('parameter-groups');
    this.#now = now;
  }

  /** Returns a value of any age. Reads nothing. */
  find(
    environment: EnvironmentConfig,
    group: ParameterGroup,
  ): KnownGroup | undefined {
    const known = this.#values.get(keyOf(environment, group));
    this.#requests.count(known !== undefined);
    return known && { value: known.value, ageMs: this.#now() - known.readAt };
  }

  /**
   * Reads groups now, as far as the limit of calls allows. Returns whether a value was read. Never
   * throws because of AWS.
   *
   * @param reason - a list leaves calls for viewed databases
   */
  async refresh(
    environment: EnvironmentConfig,
    groups: readonly ParameterGroup[],
    reason: 'list' | 'view',
  ): Promise<boolean> {
    const read = await Promise.all(
      groups.map(group => this.#refresh(environment, group, reason)),
    );
    return read.includes(true);
  }

  #refresh(
    environment: EnvironmentConfig,
    group: ParameterGroup,
    reason: 'list' | 'view',
  ): Promise<boolean> {
    const key = keyOf(environment, group);
    const underway = this.#reading.get(key);
    if (underway) {
      return underway;
    }
    const account = this.#account(environment);
    const { groups, families, pause } = account;
    const mayRead = () =>
      group.kind === 'family'
        ? families.take(callsOfFamily, reason)
        : groups.take(1, reason);
    if (pause.isPausing || !mayRead()) {
      return Promise.resolve(false);
    }
    const reading = pause
      .attempt(environment, async () => {
        this.#values.set(key, await this.#readInCommon(environment, group));
      })
      .then(failure => {
        if (failure && !account.isFailing) {
          this.#logger?.warn(
            `The connection limits of databases of other tools are older or unknown, because a parameter group cannot be read: ${failure.message}`,
          );
        }
        account.isFailing = failure !== undefined;
        return failure === undefined;
      })
      .finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  #readInCommon(
    environment: EnvironmentConfig,
    group: ParameterGroup,
  ): Promise<Timed<GroupValue>> {
    const freshMs = groupFreshMs(group);
    const known = this.#values.get(keyOf(environment, group));
    return readInCommon(
      this.#shared && { cache: this.#shared, schema: groupValueSchema },
      {
        key: keyOf(environment, group),
        ttlMs: freshMs,
        now: this.#now,
        isUsable: ({ readAt }) =>
          readAt > (known?.readAt ?? 0) && readAt + freshMs > this.#now(),
        read: () => this.#read(environment, group),
      },
    );
  }

  async #read(
    environment: EnvironmentConfig,
    { kind, name }: ParameterGroup,
  ): Promise<GroupValue> {
    const values =
      kind === 'family'
        ? await this.#reader.readDefaults(environment, name)
        : await this.#reader.readSet(environment, { kind, name });
    if (!values) {
      this.#logger?.warn(
        `The connection limits by the ${kind === 'family' ? 'defaults' : 'parameter group'} ${name} in ${environment.name} are unknown: RDS does not know the name`,
      );
      return { isUnreadable: true };
    }
    const maxConnections = values.get('max_connections');
    return maxConnections ? { maxConnections } : {};
  }

  #account(environment: EnvironmentConfig): AccountReads {
    const { accountId, region, endpoint } = environment;
    const key = JSON.stringify([accountId, region, endpoint]);
    const account = this.#accounts.get(key) ?? {
      pause: new AwsBackoff(this.#now),
      groups: new CallAllowance(groupLimits, this.#now),
      families: new CallAllowance(familyLimits, this.#now),
      isFailing: false,
    };
    this.#accounts.set(key, account);
    return account;
  }
}

function keyOf(
  { accountId, region, endpoint }: EnvironmentConfig,
  { kind, name }: ParameterGroup,
): string {
  return JSON.stringify([
    'parameter-group',
    accountId,
    region,
    endpoint,
    kind,
    name,
  ]);
}
