import {
  createMessage,
  type DatabaseConfig,
  type DatabaseNames,
  databaseNameSchema,
  isSupportedEngineVersion,
  type Message,
  type Plan,
  type PlanDifference,
  restoredDatabaseName,
  type RestoreOrigin,
  type RestorePlanRequest,
  type RestoreSource,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { databaseTemplateSchema } from '../database/templates/databaseTemplateSchema';
import type { LocatedCluster } from '../database/LocatedCluster';
import { monthlyCost } from '../database/monthlyCost';
import { newDatabaseNames } from '../database/newDatabaseNames';
import { deployWarnings } from '../deploy/deployWarnings';
import { synthRequestOf } from '../deploy/synthRequestOf';
import type { ClusterReader } from '../ports/ClusterReader';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import { inputProblem } from '../ports/errors/inputMessages';
import { InputError } from '../ports/errors/userErrors';
import type { ParameterReader } from '../ports/ParameterReader';
import type { PreflightResult } from '../ports/PreflightResult';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import type { AuroraPreflightService } from '../preflight/AuroraPreflightService';
import type { ExistingRestore } from './ExistingRestore';
import { restoredConfig } from './restoredConfig';
import { RestoreDifferences } from './RestoreDifferences';
import { type FoundSource, RestoreSources } from './RestoreSources';

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
  /** Set if the portal did not create the source, and the cluster still exists. */
  existing?: ExistingRestore;
  /** How the configuration differs from the source. */
  differences: PlanDifference[];
  /** Whether the snapshot or time can be restored now. */
  evidence: PreflightResult[];
}

/** Plans restores. Only reads. */
export class RestorePlanner {
  readonly #clusters: ClusterReader;
  readonly #sources: RestoreSources;
  readonly #differences: RestoreDifferences;
  readonly #engineVersions: EngineVersionReader;
  readonly #preflight: AuroraPreflightService;
  readonly #synthesizer: TemplateSynthesizer;

  constructor(parts: {
    clusters: ClusterReader;
    snapshots: ClusterSnapshotReader;
    parameters: ParameterReader;
    engineVersions: EngineVersionReader;
    preflight: AuroraPreflightService;
    synthesizer: TemplateSynthesizer;
  }) {
    this.#clusters = parts.clusters;
    this.#sources = new RestoreSources(parts);
    this.#differences = new RestoreDifferences(parts.parameters);
    this.#engineVersions = parts.engineVersions;
    this.#preflight = parts.preflight;
    this.#synthesizer = parts.synthesizer;
  }

  /** Throws as {@link RestoreSources.find} does. */
  async resolve(
    source: LocatedCluster,
    request: RestorePlanRequest,
    now: Date = new Date(),
  ): Promise<ResolvedRestore> {
    const { environment, clusterIdentifier } = source;
    const name = targetName(source, request, now);
    const found = await this.#sources.find(source, request.from);
    const { live, engineVersion, isEncrypted, kmsKeyArn } = found;
    const { origin, subject } = found;
    const { instances } =
      source.origin === 'portal'
        ? { instances: [] }
        : await this.#clusters.describeInstances(
            environment,
            clusterIdentifier,
          );
    const { config, differences } = restoredConfig(environment.config, {
      live,
      instances,
      offered: await this.#offered(source, found),
    });
    return {
      source,
      from: request.from,
      name,
      names: newDatabaseNames(environment, name),
      config,
      engineVersion,
      origin,
      ...(source.origin === 'existing' &&
        live && {
          existing: {
            source,
            live,
            instances,
            config,
            engineVersion,
            origin,
            isEncrypted,
            ...(kmsKeyArn && { kmsKeyArn }),
          },
        }),
      differences,
      evidence: await this.#preflight.checkRestoreSource(subject),
    };
  }

  /** The capacities of the engine version, for a database that may get its environment's. */
  async #offered(
    { environment, origin }: LocatedCluster,
    { engineVersion }: FoundSource,
  ): Promise<{ min: number; max: number } | undefined> {
    if (origin === 'portal' || !isSupportedEngineVersion(engineVersion)) {
      return undefined;
    }
    const creatable = await this.#engineVersions.listCreatable(
      environment,
      engineVersion,
    );
    return creatable.find(({ version }) => version === engineVersion)?.capacity;
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
    const { source, from, names, config, engineVersion, existing } = resolved;
    const [preflight, template] = await Promise.all([
      this.check(resolved),
      // There is no template for other versions. The check of the engine says so.
      isSupportedEngineVersion(engineVersion)
        ? this.synthesize(resolved, { requester })
        : undefined,
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
        template
          ? databaseTemplateSchema.parse(JSON.parse(template)).Resources
          : {},
      ).map(([resource, { Type }]) => ({
        action: 'add',
        resource,
        type: Type,
        properties: [],
        allowed: true,
      })),
      preflight,
      monthlyCost: monthlyCost(config, source.environment.acuHour),
      warnings: warningsOf(resolved),
      ...(existing && {
        differences: [
          ...resolved.differences,
          ...(await this.#differences.list(existing, template)),
        ],
      }),
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

function warningsOf({
  source: { entityName, environment },
  config,
  origin: { from },
  existing,
}: ResolvedRestore): Message[] {
  const key = environment.kmsKeyArn ? undefined : existing?.kmsKeyArn;
  return [
    createMessage('plan.restoreOwnCredentials', { source: entityName }),
    ...('to' in from && 'useLatestRestorableTime' in from.to
      ? [createMessage('plan.restoreEndpointLatest')]
      : []),
    ...(key ? [createMessage('plan.restoreKeyOfSource', { key })] : []),
    ...deployWarnings(config, undefined),
  ];
}
