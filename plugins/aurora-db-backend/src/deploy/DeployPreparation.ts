import type {
  Cluster,
  Message,
  RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuroraPreflightService } from '../preflight/AuroraPreflightService';
import type { PreflightResult } from '../ports/PreflightResult';
import { chooseEngineVersion } from '../database/chooseEngineVersion';
import type { ClusterReader, LiveCluster } from '../ports/ClusterReader';
import {
  connectionLimits,
  maxConnectionsUntilReboot,
} from '../database/connectionLimits';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { DatabaseStackWriter } from '../ports/DatabaseStackWriter';
import {
  clusterOfTemplate,
  environmentTagsOf,
  keyOfCluster,
} from '../database/templates/clusterOfTemplate';
import { keyWarnings } from './keyWarnings';
import { deployWarnings } from './deployWarnings';
import type { EngineVersionReader } from '../ports/EngineVersionReader';
import type { ResolvedDeploy } from './resolveDeploy';
import { restoreOriginOf } from '../database/restoreOriginOf';
import { secretWarnings } from './secretWarnings';
import { synthRequestOf } from './synthRequestOf';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import { InputError } from '../ports/errors/userErrors';

/** A deploy with everything that its template depends on. */
export interface PreparedDeploy extends ResolvedDeploy {
  /** Undefined if the database has no stack yet. */
  existing: DatabaseStack | undefined;
  engineVersion: string;
  /** What the database was restored from, if it was. */
  restoreFrom: RestoreOrigin | undefined;
  /** The key of the cluster's storage. Undefined: the key that AWS manages. */
  kmsKeyArn: string | undefined;
  /** Keys of the tags that the environment had at the last deploy. */
  earlierTags: string[];
  /** Undefined for a new database. */
  limits: Cluster['maxConnections'] | undefined;
  warnings: Message[];
}

/** Reads everything that a deploy depends on, and makes its template. Changes nothing. */
export class DeployPreparation {
  readonly #stacks: Pick<DatabaseStackWriter, 'readTemplate'>;
  readonly #clusters: ClusterReader;
  readonly #engineVersions: EngineVersionReader;
  readonly #preflight: Pick<AuroraPreflightService, 'checkDatabase'>;
  readonly #synthesizer: TemplateSynthesizer;

  constructor(parts: {
    stacks: Pick<DatabaseStackWriter, 'readTemplate'>;
    clusters: ClusterReader;
    engineVersions: EngineVersionReader;
    preflight: Pick<AuroraPreflightService, 'checkDatabase'>;
    synthesizer: TemplateSynthesizer;
  }) {
    this.#stacks = parts.stacks;
    this.#clusters = parts.clusters;
    this.#engineVersions = parts.engineVersions;
    this.#preflight = parts.preflight;
    this.#synthesizer = parts.synthesizer;
  }

  /**
   * Reads what the template depends on. Throws an InputError if the region cannot create the engine
   * version, and a ConflictError if the template of a restored database was changed outside the
   * portal.
   */
  async prepare(
    resolved: ResolvedDeploy,
    existing: DatabaseStack | undefined,
  ): Promise<PreparedDeploy> {
    const { environment, names, config } = resolved;
    const live =
      existing &&
      (await this.#clusters.describe(environment, names.clusterIdentifier));
    const engine = await this.#chooseEngine(resolved, live);
    const deployed =
      existing &&
      (await this.#stacks.readTemplate(environment, existing.stackId));
    const restoreFrom =
      existing && deployed !== undefined
        ? restoreOriginOf(deployed, existing, {
            isUpgrade:
              live !== undefined && engine.version !== live.engineVersion,
          })
        : undefined;
    const deployedCluster =
      deployed === undefined ? undefined : clusterOfTemplate(deployed);
    const limits =
      existing && connectionLimits(existing, live, live?.capacity ?? config);
    return {
      ...resolved,
      existing,
      engineVersion: engine.version,
      restoreFrom,
      // A cluster keeps its key for ever: with another one, CloudFormation would replace it.
      kmsKeyArn: deployedCluster
        ? keyOfCluster(deployedCluster)
        : environment.kmsKeyArn,
      earlierTags: deployedCluster ? environmentTagsOf(deployedCluster) : [],
      limits,
      warnings: [
        ...engine.warnings,
        ...deployWarnings(config, limits?.live),
        ...(deployedCluster
          ? keyWarnings(names, keyOfCluster(deployedCluster), environment)
          : []),
        ...(deployed !== undefined
          ? secretWarnings(deployed, environment)
          : []),
      ],
    };
  }

  /** Returns all results of the checks of account, network and quotas, passed or failed. */
  check({
    request,
    environment,
    names,
    config,
    existing,
  }: ResolvedDeploy & Pick<PreparedDeploy, 'existing'>): Promise<
    PreflightResult[]
  > {
    return this.#preflight.checkDatabase({
      environment,
      names,
      config,
      owner: request.owner,
      isNew: !existing,
    });
  }

  /**
   * Returns the template as JSON.
   *
   * @param protect - whether the cluster's deletion protection is on, if the environment wants it
   * @param options - of the {@link TemplateSynthesizer}
   */
  synthesize(
    prepared: PreparedDeploy,
    protect: boolean,
    options: { signal?: AbortSignal; requester?: string } = {},
  ): Promise<string> {
    const { request, environment, config, existing, limits } = prepared;
    return this.#synthesizer.synthesize(
      synthRequestOf(environment, {
        name: request.name,
        config,
        engineVersion: prepared.engineVersion,
        restoreFrom: prepared.restoreFrom,
        kmsKeyArn: prepared.kmsKeyArn,
        owner: request.owner,
        system: request.system,
        maxConnectionsUntilReboot:
          existing &&
          limits &&
          maxConnectionsUntilReboot(existing, limits, config),
        protect,
      }),
      options,
    );
  }

  async #chooseEngine(
    { request, environment, config }: ResolvedDeploy,
    live: LiveCluster | undefined,
  ): Promise<{ version: string; warnings: Message[] }> {
    const chosen = await chooseEngineVersion(
      {
        requested: request.engineVersion,
        configured: environment.engineVersion,
        live: live?.engineVersion,
        region: environment.region,
        capacity: config,
      },
      wanted => this.#engineVersions.listCreatable(environment, wanted),
    );
    if (chosen.outcome === 'refused') {
      throw new InputError(chosen.reason);
    }
    return chosen;
  }
}
