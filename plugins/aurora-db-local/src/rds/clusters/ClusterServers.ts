import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateAuthority } from '../../postgres/connections/CertificateAuthority';
import {
  findClusterPort,
  findReaderAddress,
  writerAddress,
} from '../../postgres/connections/loopbackAddresses';
import {
  findPostgresBinaries,
  type PostgresBinaries,
} from '../../postgres/PostgresBinaries';
import {
  PostgresCluster,
  type PostgresHost,
} from '../../postgres/PostgresCluster';
import { ServerPrograms } from '../../postgres/extensions/ServerPrograms';
import { ServerConnections } from '../../postgres/connections/ServerConnections';
import {
  binariesFolder,
  removeFolder,
  serverFilesRoot,
} from '../../postgres/files/ServerFiles';
import { openTemplates } from '../../postgres/files/openTemplates';
import type { Scope, ServiceEnvironment } from '../../service/AwsService';
import { chooseEngineVersion } from '../engine/engineVersionRules';
import { parameterGroupFamilyOf } from '../engine/parameterGroupFamily';
import type { ClusterRecord } from './ClusterRecord';
import type { ClusterSnapshotRecord } from '../snapshots/ClusterSnapshotRecord';
import type { InstanceRecoveries } from '../instances/InstanceRecoveries';
import type { TokenLogin } from '../iam/ConnectTokenVerifier';
import { invalidCombination } from '../rdsFaults';

/** The PostgreSQL servers of all clusters, and their shared resources. */
export class ClusterServers {
  /**
   * @param admits - whether a token lets a user log in to a cluster
   * @param onServerEvent - told what happens to servers without a request
   */
  static async open(
    { stateDirectory, log }: Pick<ServiceEnvironment, 'stateDirectory' | 'log'>,
    admits: (login: TokenLogin) => boolean,
    onServerEvent: InstanceRecoveries['tell'],
  ): Promise<ClusterServers> {
    const root = serverFilesRoot(stateDirectory, log);
    const secrets = join(stateDirectory, 'tls');
    const authority = await CertificateAuthority.open(secrets);
    const folders = {
      clusters: join(root, 'clusters'),
      snapshots: join(root, 'snapshots'),
      templates: join(root, 'templates'),
    };
    Object.values(folders).forEach(folder =>
      mkdirSync(folder, { recursive: true, mode: 0o755 }),
    );
    const { templates, passwords } = await openTemplates(
      folders.templates,
      join(secrets, 'internal-passwords'),
    );
    const host: PostgresHost = {
      authority,
      passwords,
      connections: new ServerConnections(authority),
      log,
      templates,
      readerAddress: await findReaderAddress(),
    };
    return new ClusterServers(
      host,
      admits,
      onServerEvent,
      findPostgresBinaries(() => binariesFolder(root, stateDirectory)),
      new ServerPrograms(join(binariesFolder(root, stateDirectory), 'served')),
      folders,
    );
  }

  readonly #clusters = new Map<
    string,
    { version: string; cluster: PostgresCluster }
  >();

  private constructor(
    private readonly host: PostgresHost,
    private readonly admits: (login: TokenLogin) => boolean,
    private readonly onServerEvent: InstanceRecoveries['tell'],
    /** PostgreSQL as it is installed. */
    readonly binaries: readonly PostgresBinaries[],
    private readonly programs: ServerPrograms,
    private readonly folders: {
      clusters: string;
      snapshots: string;
      templates: string;
    },
  ) {}

  get caCertificate(): string {
    return this.host.authority.certificate;
  }

  /** The address of reader endpoints. */
  get readerAddress(): string {
    return this.host.readerAddress;
  }

  /** Versions that can be created, the oldest first. */
  get versions(): string[] {
    return this.binaries.map(({ version }) => version);
  }

  /** The binaries of the default version. */
  get default(): PostgresBinaries {
    return this.#binariesOf(chooseEngineVersion(undefined, this.versions));
  }

  /**
   * Prepares the template of the default version, so that the first cluster is as fast as later
   * ones.
   */
  async prepareDefault(): Promise<void> {
    await this.host.templates.prepare(this.default);
  }

  /**
   * Prepares the other versions of the default's major version, one after the other. Each takes a
   * second of a processor, so those of other major versions wait for their first cluster.
   */
  async prepareOthers(signal: AbortSignal): Promise<void> {
    const family = parameterGroupFamilyOf(this.default.version);
    for (const binaries of this.binaries) {
      if (
        !signal.aborted &&
        parameterGroupFamilyOf(binaries.version) === family
      ) {
        await this.host.templates.prepare(this.programs.of(binaries));
      }
    }
  }

  /**
   * A cluster's servers, with the binaries of its current version. Servers of another version must
   * be stopped.
   */
  of(scope: Scope, record: ClusterRecord): PostgresCluster {
    const held = this.#clusters.get(record.resourceId);
    if (
      held &&
      (held.version === record.engineVersion || held.cluster.writer.isRunning)
    ) {
      return held.cluster;
    }
    const cluster = new PostgresCluster(this.host, {
      binaries: this.#binariesOf(record.engineVersion),
      directory: this.#clusterFolder(scope, record.resourceId),
      port: record.port,
      admits: (user, token) =>
        this.admits({
          scope,
          clusterIdentifier: record.identifier,
          hosts: [writerAddress, this.readerAddress, 'localhost'],
          user,
          token,
        }),
      onServerEvent: (role, event) =>
        this.onServerEvent(scope, record.identifier, role, event),
    });
    this.#clusters.set(record.resourceId, {
      version: record.engineVersion,
      cluster,
    });
    return cluster;
  }

  /** The version of a cluster's running servers. */
  runningVersion(record: ClusterRecord): string | undefined {
    return this.#clusters.get(record.resourceId)?.version;
  }

  /** The latest time to which a cluster can be restored; see `PostgresCluster.restorableUntil`. */
  restorableUntil(record: ClusterRecord): Date | undefined {
    return this.#clusters.get(record.resourceId)?.cluster.restorableUntil;
  }

  forget(record: ClusterRecord): void {
    this.#clusters.delete(record.resourceId);
  }

  findPort(taken: ReadonlySet<number>): Promise<number> {
    return findClusterPort(
      [...new Set([writerAddress, this.readerAddress])],
      taken,
    );
  }

  /** The folder of a snapshot. An automated one is in its cluster's folder. */
  snapshotFolder(scope: Scope, snapshot: ClusterSnapshotRecord): string {
    return snapshot.type === 'automated'
      ? join(
          this.#clusterFolder(scope, snapshot.clusterResourceId),
          'automated',
          snapshot.folder,
        )
      : join(
          this.folders.snapshots,
          `${scope.accountId}-${scope.region}-${snapshot.folder}`,
        );
  }

  #clusterFolder({ accountId, region }: Scope, resourceId: string): string {
    return join(this.folders.clusters, `${accountId}-${region}-${resourceId}`);
  }

  /** Stops every server. The data stays. */
  async stop(): Promise<void> {
    await Promise.all(
      Array.from(this.#clusters.values(), ({ cluster }) => cluster.stop()),
    );
  }

  /** Stops every server and deletes all data. */
  async reset(): Promise<void> {
    await this.stop();
    this.#clusters.clear();
    for (const folder of [this.folders.clusters, this.folders.snapshots]) {
      await removeFolder(folder);
      mkdirSync(folder, { recursive: true, mode: 0o755 });
    }
  }

  #binariesOf(version: string): PostgresBinaries {
    const found = this.binaries.find(
      candidate => candidate.version === version,
    );
    if (!found) {
      throw invalidCombination(
        `Cannot find version ${version} for aurora-postgresql. Installed here: ${this.versions.join(', ')}.`,
      );
    }
    return this.programs.of(found);
  }
}
