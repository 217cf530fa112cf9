import {
  auroraDbLogReadPermission,
  createMessage,
  type LogPage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import { clusterStatus } from '../database/clusterStatus';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { LiveCluster } from '../ports/ClusterReader';
import type { LogEventReader } from '../ports/LogEventReader';
import type { CachedLookup } from '../readings/CachedLookup';
import type { LogCallBudget } from './LogCallBudget';
import { EarlierStatements, type LogPlace } from './EarlierStatements';
import { type LogPart, LogReads } from './LogReads';
import type { LogRequest } from './LogRequest';
import { encodeLogToken } from './logToken';
import { type LogView, logViewOf } from './logViews';
import { type LogQuery, resolveLogQuery } from './resolveLogQuery';

const action = 'logs:FilterLogEvents';
/**
 * Ranges are read from and to multiples of these, in ms, so that viewers who follow the log ask the
 * same and share calls.
 */
const sharedStartMs = 10_000;
const sharedEndMs = 5_000;
/** CloudWatch Logs returns the newest events first only since this time. */
const earliest = Date.parse('2024-01-01T00:00:00Z');

/**
 * Reads the PostgreSQL log of databases from CloudWatch Logs, when a user asks for it. Lines contain
 * what clients wrote, so nothing of them goes into the portal's own logs, errors or metrics.
 */
export class AuroraLogService {
  readonly #access: Pick<DatabaseAccess, 'find'>;
  readonly #clusters: Pick<CachedLookup<LiveCluster>, 'get'>;
  readonly #reads: LogReads;
  readonly #statements: EarlierStatements;
  readonly #now: () => number;

  constructor(options: {
    access: Pick<DatabaseAccess, 'find'>;
    clusters: Pick<CachedLookup<LiveCluster>, 'get'>;
    logEvents: LogEventReader;
    now?: () => number;
    budget?: LogCallBudget;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#reads = new LogReads(options.logEvents, options);
    this.#statements = new EarlierStatements(this.#reads);
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns a part of the log, the newest lines first. A part can be empty and have a `next`. Checks
   * the permission first. Throws a NotAllowedError, a NotFoundError, an InputError that names the
   * wrong value, or an AwsUnavailableError.
   */
  async read(
    entityRef: string,
    request: LogRequest,
    credentials: BackstageCredentials,
  ): Promise<LogPage> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbLogReadPermission,
    );
    const query = resolveLogQuery(entityRef, request, this.#now());
    const { environment, clusterIdentifier, stack, origin } = located;
    const { value: live, failure } = await this.#clusters.get(
      environment,
      clusterIdentifier,
    );
    if (failure) {
      throw failure;
    }
    if (!live) {
      const status = clusterStatus(stack?.status, undefined);
      return unavailable(createMessage('log.noCluster', { status }));
    }
    if (!live.logExports.includes('postgresql')) {
      return unavailable(
        createMessage(
          origin === 'existing' ? 'log.exportOffExisting' : 'log.exportOff',
          { clusterIdentifier },
        ),
      );
    }
    const view = logViewOf(query);
    const place = {
      environment,
      logGroupName: `/aws/rds/cluster/${clusterIdentifier}/postgresql`,
      // A log group can outlive its cluster, and another database can have had the name.
      // PostgreSQL logs whole seconds, so lines of the same second seem to be older than the cluster.
      earliest: Math.max(
        Math.floor(
          (live.createdAt ?? stack?.createdAt ?? new Date(0)).getTime() / 1_000,
        ) * 1_000,
        earliest,
      ),
      deadline: this.#reads.deadline(),
    };
    const part = await this.#readEvents(place, query, view);
    if ('code' in part) {
      return unavailable(part);
    }
    const { events, rest } = part;
    const { from, to, search } = query;
    return {
      items: await view.itemsOf(
        events.filter(({ at }) => at >= from && at <= to),
        lines => this.#statements.addTo(place, lines),
      ),
      ...(rest && {
        next: encodeLogToken(
          { ...request, entityRef, search },
          { from, to, ...rest },
        ),
      }),
    };
  }

  /** Returns why there are no events as a message. */
  async #readEvents(
    place: LogPlace,
    query: LogQuery,
    view: LogView,
  ): Promise<LogPart | Message> {
    const { environment, logGroupName } = place;
    const from = Math.max(
      Math.floor(query.from / sharedStartMs) * sharedStartMs,
      place.earliest,
    );
    if (from > query.to) {
      return { events: [] };
    }
    try {
      const part = await this.#reads.read(
        environment,
        {
          logGroupName,
          from,
          to: Math.ceil(query.to / sharedEndMs) * sharedEndMs,
          pattern: view.pattern,
          next: query.next,
          limit: view.limit,
        },
        view.isEnough,
        { deadline: place.deadline, calls: view.calls },
      );
      return (
        part ?? createMessage('log.groupMissing', { logGroup: logGroupName })
      );
    } catch (error) {
      if (
        error instanceof AwsUnavailableError &&
        error.reason === 'access-denied'
      ) {
        const [message] = error.messages;
        return createMessage('log.accessDenied', {
          accountId: environment.accountId,
          action,
          logGroup: logGroupName,
          reason: message?.params?.answer ?? error.message,
        });
      }
      throw error;
    }
  }
}

function unavailable(message: Message): LogPage {
  return { unavailable: message, items: [] };
}
