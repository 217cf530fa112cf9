import type { Scope } from '../service/AwsService';
import type { LogSink } from '../service/LogSink';
import type { ClusterRecord } from './clusters/ClusterRecord';
import type { ClusterServers } from './clusters/ClusterServers';
import type { RdsStore } from './RdsStore';

/** Of Aurora PostgreSQL's log types, the one with the server's log. */
const serverLog = 'postgresql';

/** Sends the logs of instances to CloudWatch Logs, if their cluster exports them. */
export class LogExports {
  #running: Promise<void> = Promise.resolve();
  #reported = '';

  constructor(
    private readonly options: {
      store: RdsStore;
      servers: ClusterServers;
      sink: LogSink;
      log: (message: string) => void;
    },
  ) {}

  /** Sends what was added to the logs of all clusters. */
  async run(): Promise<void> {
    for (const { scope, value } of this.options.store.clusters.all()) {
      await this.#send(scope, value);
    }
  }

  /** Resolves when nothing is being sent. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** Sends the rest of a cluster's logs before its data is deleted. */
  async end(scope: Scope, cluster: ClusterRecord): Promise<void> {
    await this.#send(scope, cluster);
    await this.options.sink.forget(scope, cluster.resourceId);
  }

  /**
   * Changes what a cluster exports. An export that begins leaves out what the logs already have.
   * Before one ends, the rest of the logs is sent.
   */
  async change(
    scope: Scope,
    cluster: ClusterRecord,
    { logExports }: Partial<ClusterRecord>,
  ): Promise<ClusterRecord> {
    if (!logExports) {
      return cluster;
    }
    const { store } = this.options;
    const begins = exportsLog({ logExports }) && !exportsLog(cluster);
    await this.#send(scope, cluster);
    return store.changeCluster(scope, cluster.identifier, {
      logExports,
      ...(begins && { logsExportedFrom: await this.#ends(scope, cluster) }),
    });
  }

  /** The ends of the logs of a cluster's instances. */
  async #ends(
    scope: Scope,
    cluster: ClusterRecord,
  ): Promise<Record<string, number>> {
    const { logs } = this.options.servers.of(scope, cluster);
    const instances = await logs.instances();
    const ends = instances.map(
      async instance => [instance, await logs.of(instance).end()] as const,
    );
    return Object.fromEntries(await Promise.all(ends));
  }

  /** One at a time, because the end of a stream tells where to continue. */
  #send(scope: Scope, cluster: ClusterRecord): Promise<void> {
    const sent = this.#running.then(() => this.#sendLogs(scope, cluster));
    this.#running = sent.catch((error: Error) => {
      if (error.message !== this.#reported) {
        this.#reported = error.message;
        this.options.log(
          `The logs of ${cluster.identifier} could not be exported: ${error.message}`,
        );
      }
    });
    return this.#running;
  }

  async #sendLogs(scope: Scope, { identifier }: ClusterRecord): Promise<void> {
    const { store, servers, sink } = this.options;
    // It may have been deleted meanwhile.
    const cluster = store.clusters.get(scope, identifier);
    if (!cluster || !exportsLog(cluster)) {
      return;
    }
    const { logs } = servers.of(scope, cluster);
    for (const instance of await logs.instances()) {
      const log = logs.of(instance);
      await sink.receive(scope, {
        logGroupName: `/aws/rds/cluster/${cluster.identifier}/${serverLog}`,
        logStreamName: `${instance}.0`,
        sourceId: cluster.resourceId,
        from: cluster.logsExportedFrom?.[instance] ?? 0,
        read: (from, mostBytes) => log.read(from, mostBytes),
      });
    }
  }
}

function exportsLog({ logExports }: Pick<ClusterRecord, 'logExports'>) {
  return logExports.includes(serverLog);
}
