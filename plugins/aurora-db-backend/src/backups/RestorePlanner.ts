import {
  createMessage,
  type DatabaseConfig,
  databaseConfigSchema,
  type DatabaseNames,
  databaseNameSchema,
  type Plan,
  restoredDatabaseName,
  type RestoreOrigin,
  type RestorePlanRequest,
  type RestoreSource,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ConflictError,
  InputError,
  NotFoundError,
} from '../ports/errors/userErrors';
import type { AuroraPreflightService } from '../preflight/AuroraPreflightService';
import type { RestoreSourceSubject } from '../preflight/preflightSubjects';
import type { PreflightResult } from '../ports/PreflightResult';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterReader, LiveCluster } from '../ports/ClusterReader';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import { databaseTemplateSchema } from '../database/databaseTemplateSchema';
import { deployWarnings } from '../deploy/deployWarnings';
import { isSnapshotOf } from '../database/isSnapshotOf';
import { newDatabaseNames } from '../database/newDatabaseNames';
import { monthlyCost } from '../database/monthlyCost';
import { synthRequestOf } from '../deploy/synthRequestOf';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import { inputProblem } from '../ports/errors/inputMessages';

/** A restore with everything that it depends on. */
export interface ResolvedRestore {
  source: LocatedCluster;
  from: RestoreSource;
  /** Form name of the new database. */
  name: string;
  names: DatabaseNames;
  config: DatabaseConfig;
  engineVersion: string;
  origin: RestoreOrigin;
  /** Whether the snapshot or time can be restored now. */
  evidence: PreflightResult[];
}

/** What a restore reads from, as it was found. */
interface FoundSource {
  engineVersion: string;
  from: RestoreOrigin['from'];
  subject: RestoreSourceSubject;
}

/** Plans restores. Only reads. */
export class RestorePlanner {
  readonly #clusters: ClusterReader;
  readonly #snapshots: ClusterSnapshotReader;
  readonly #preflight: AuroraPreflightService;
  readonly #synthesizer: TemplateSynthesizer;

  constructor(parts: {
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader;
    preflight: AuroraPreflightService;
    synthesizer: TemplateSynthesizer;
  }) {
    this.#clusters = parts.clusters;
    this.#snapshots = parts.snapshots;
    this.#preflight = parts.preflight;
    this.#synthesizer = parts.synthesizer;
  }

  /**
   * Throws an InputError for a time outside the restorable window, a NotFoundError for a snapshot
   * of another database, and a ConflictError if there is nothing to restore from.
   */
  async resolve(
    source: LocatedCluster,
    request: RestorePlanRequest,
    now: Date = new Date(),
  ): Promise<ResolvedRestore> {
    const { environment, clusterIdentifier } = source;
    const name = targetName(source, request, now);
    const live = await this.#clusters.describe(environment, clusterIdentifier);
    const { subject, engineVersion, from } =
      'snapshotId' in request.from
        ? await this.#fromSnapshot(source, live, request.from.snapshotId)
        : fromTime(source, live, request.from);
    return {
      source,
      from: request.from,
      name,
      names: newDatabaseNames(environment, name),
      // The new database has the current size of the source, so that the user does not have to
      // choose one in an emergency.
      config: databaseConfigSchema.parse({
        ...environment.config,
        ...live?.capacity,
      }),
      engineVersion,
      origin: {
        entityRef: source.entityRef,
        databaseName:
          source.origin === 'portal'
            ? (source.stack.outputs[stackOutputs.databaseName] ??
              source.names.databaseName)
            : (source.cluster.databaseName ?? 'postgres'),
        from,
      },
      evidence: await this.#preflight.checkRestoreSource(subject),
    };
  }

  /** Returns all results of the checks before a restore, passed or failed. */
  async check(resolved: ResolvedRestore): Promise<PreflightResult[]> {
    const { source, names, config, engineVersion, evidence } = resolved;
    const { environment, owner, entityRef: sourceRef } = source;
    return [
      ...evidence,
      ...(await this.#preflight.checkRestore(
        { environment, names, engineVersion, sourceRef },
        { config, owner },
      )),
    ];
  }

  /** Checks whether another restore of the source is in progress. */
  checkOthers({
    environment,
    entityRef: sourceRef,
  }: LocatedCluster): Promise<PreflightResult[]> {
    return this.#preflight.checkOtherRestores({ environment, sourceRef });
  }

  /**
   * @param requester - the caller; requesters take turns
   */
  async plan(resolved: ResolvedRestore, requester?: string): Promise<Plan> {
    const { source, from, names, config, engineVersion, origin } = resolved;
    const [preflight, template] = await Promise.all([
      this.check(resolved),
      this.synthesize(resolved, { requester }),
    ]);
    return {
      target: {
        entityRef: names.entityRef,
        clusterIdentifier: names.clusterIdentifier,
        environment: source.environment.name,
        ...(source.environment.title && {
          environmentTitle: source.environment.title,
        }),
        name: resolved.name,
      },
      config,
      engineVersion,
      restoreFrom: from,
      // A new stack changes and replaces nothing: its changes are the resources of its template.
      changes: Object.entries(
        databaseTemplateSchema.parse(JSON.parse(template)).Resources,
      ).map(([resource, { Type }]) => ({
        action: 'add',
        resource,
        type: Type,
        properties: [],
        allowed: true,
      })),
      preflight,
      monthlyCost: monthlyCost(config, source.environment.acuHour),
      warnings: [
        createMessage('plan.restoreOwnCredentials', {
          source: source.entityName,
        }),
        ...('to' in origin.from && 'useLatestRestorableTime' in origin.from.to
          ? [createMessage('plan.restoreEndpointLatest')]
          : []),
        ...deployWarnings(config, undefined),
      ],
    };
  }

  /**
   * Makes the template of the new stack, without deletion protection: see {@link
   * DatabaseProtection}.
   */
  synthesize(
    { source, name, config, engineVersion, origin }: ResolvedRestore,
    options: { signal?: AbortSignal; requester?: string } = {},
  ): Promise<string> {
    const { environment, owner, system } = source;
    return this.#synthesizer.synthesize(
      synthRequestOf(environment, {
        name,
        config,
        engineVersion,
        restoreFrom: origin,
        owner,
        system,
        protect: false,
      }),
      options,
    );
  }

  async #fromSnapshot(
    source: LocatedCluster,
    live: LiveCluster | undefined,
    snapshotId: string,
  ): Promise<FoundSource> {
    const snapshot = await this.#snapshots.find(source.environment, snapshotId);
    if (!snapshot || !isSnapshotOf(source, live, snapshot)) {
      throw new NotFoundError(
        createMessage('error.snapshotGone', {
          database: source.entityName,
          snapshotId,
        }),
      );
    }
    return {
      engineVersion: snapshot.engineVersion,
      from: {
        snapshotIdentifier: snapshotId,
        ...(!snapshot.storageEncrypted && { storageEncrypted: true }),
      },
      subject: { snapshot },
    };
  }
}

function targetName(
  { environment, formName }: LocatedCluster,
  request: RestorePlanRequest,
  now: Date,
): string {
  const chosen =
    request.name ?? restoredDatabaseName(formName, now, environment);
  const name = databaseNameSchema.safeParse(chosen);
  if (!name.success) {
    throw new InputError(
      createMessage('error.databaseName', {
        name: chosen,
        problems: name.error.issues.map(inputProblem),
      }),
    );
  }
  return name.data;
}

function fromTime(
  source: LocatedCluster,
  live: LiveCluster | undefined,
  from: Exclude<RestoreSource, { snapshotId: string }>,
): FoundSource {
  const { entityName, clusterIdentifier } = source;
  const { earliestRestorableTime: earliest, latestRestorableTime: latest } =
    live?.backup ?? {};
  if (!live || !earliest || !latest) {
    throw new ConflictError(
      live
        ? createMessage('error.restoreNoBackup', { database: entityName })
        : createMessage('error.restoreNoCluster', { clusterIdentifier }),
    );
  }
  const to =
    'time' in from
      ? { restoreToTime: new Date(from.time).toISOString() }
      : { useLatestRestorableTime: true as const };
  if ('time' in from) {
    const at = Date.parse(from.time);
    if (at < earliest.getTime() || at > latest.getTime()) {
      throw new InputError(
        createMessage('error.restoreTime', {
          time: from.time,
          database: entityName,
          earliest: earliest.toISOString(),
          latest: latest.toISOString(),
        }),
      );
    }
  }
  return {
    engineVersion: live.engineVersion,
    from: {
      sourceClusterIdentifier: clusterIdentifier,
      to,
      namesEngineVersion: false,
    },
    subject: { window: { earliest, latest } },
  };
}
