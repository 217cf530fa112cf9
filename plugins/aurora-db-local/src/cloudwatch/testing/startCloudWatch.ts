import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  InstanceProbe,
  ProvisionedResources,
  RequestContext,
  ServerStatistics,
} from '../../service/AwsService';
import type { SimulatedLoad } from '../../service/SimulatedLoad';
import { ServiceRegistry } from '../../service/ServiceRegistry';
import { createLogsService } from '../../logs/createLogsService';
import { createSnsService } from '../../sns/createSnsService';
import { FileStateStore } from '../../store/FileStateStore';
import { systemTime } from '../../time/Time';
import { createCloudWatchService } from '../createCloudWatchService';

/** The account and region of the tests' calls. */
const testContext: RequestContext = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::123456789012:root',
};

/** A server whose counters a test sets. */
export class FakeInstance implements InstanceProbe {
  readonly accountId = testContext.accountId;
  readonly region = testContext.region;
  status = 'available';
  instanceClass = 'db.serverless';
  provisioned: ProvisionedResources | undefined;
  minCapacity = 0.5;
  maxCapacity = 16;
  maxConnections = 3360;
  secondsUntilAutoPause = 300;
  /** The result of the next read, without the time. */
  statistics: Omit<ServerStatistics, 'at'> = {
    uptimeSeconds: 100,
    connections: 0,
    cpuSeconds: 0,
    blocksHit: 0,
    blocksRead: 0,
    blockReadTimeMs: 0,
    blocksWritten: 0,
    blockWriteTimeMs: 0,
    commits: 0,
    walTimeMs: 0,
    rollbacks: 0,
    deadlocks: 0,
    memoryBytes: 100_000_000,
    databaseBytes: 8_000_000,
    replicaLagSeconds: 0,
  };
  /** If set, reads fail with this error. */
  failure: string | undefined;
  readonly #now: () => number;

  constructor(
    now: () => number,
    readonly clusterIdentifier: string,
    readonly instanceIdentifier: string,
    public role: 'WRITER' | 'READER' = 'WRITER',
  ) {
    this.#now = now;
  }

  async read(): Promise<ServerStatistics> {
    if (this.failure !== undefined) {
      throw new Error(this.failure);
    }
    return { at: new Date(this.#now()), ...this.statistics };
  }
}

/**
 * CloudWatch with the real SNS and Logs over its own state folder, at a time that only the test
 * changes.
 */
export class CloudWatchHarness {
  static async start(
    time: string = '2026-11-23T12:00:00Z',
  ): Promise<CloudWatchHarness> {
    const directory = await mkdtemp(join(tmpdir(), 'aurora-db-cloudwatch-'));
    const harness = new CloudWatchHarness(directory, Date.parse(time));
    await harness.#open();
    return harness;
  }

  readonly instances: FakeInstance[] = [];
  /** Clusters without servers. */
  readonly simulated: SimulatedLoad[] = [];
  readonly logged: string[] = [];
  #service: Awaited<ReturnType<typeof createCloudWatchService>> | undefined;
  #store: FileStateStore | undefined;
  #sns: Awaited<ReturnType<typeof createSnsService>> | undefined;
  #logs: Awaited<ReturnType<typeof createLogsService>> | undefined;
  #registry = new ServiceRegistry();

  private constructor(
    readonly directory: string,
    public now: number,
  ) {}

  get service() {
    if (!this.#service) {
      throw new Error('CloudWatch is not running.');
    }
    return this.#service;
  }

  /** The messages that were published to topics. */
  messages() {
    return this.#sns?.messages() ?? [];
  }

  addInstance(
    cluster: string,
    instance: string,
    role: 'WRITER' | 'READER' = 'WRITER',
  ): FakeInstance {
    const fake = new FakeInstance(() => this.now, cluster, instance, role);
    this.instances.push(fake);
    return fake;
  }

  /** What an instance's log contains, as RDS exports it. */
  async exportLog(cluster: string, instance: string, text: string) {
    const bytes = Buffer.from(text);
    await this.#logs?.events.receive(testContext, {
      logGroupName: `/aws/rds/cluster/${cluster}/postgresql`,
      logStreamName: `${instance}.0`,
      sourceId: `cluster-${cluster}`,
      from: 0,
      read: async (start, mostBytes) => ({
        start,
        bytes: bytes.subarray(start, start + mostBytes),
      }),
    });
  }

  /** Calls an operation as the protocols do. */
  async call(operation: string, input: object, signingName = 'monitoring') {
    return this.#registry.call(
      signingName,
      operation,
      { ...input },
      testContext,
    );
  }

  /**
   * Lets seconds pass with a sample every five seconds, and ends each minute five seconds after it.
   */
  async pass(seconds: number, beforeSample: () => void = () => {}) {
    const until = this.now + seconds * 1000;
    while (this.now < until) {
      this.now += 5_000;
      beforeSample();
      await this.service.sample();
      if (this.now % 60_000 === 5_000) {
        await this.service.closeMinute();
      }
    }
  }

  /** Restarts as after a kill, without what is not on disk. */
  async restart(options: { graceful: boolean }) {
    if (options.graceful) {
      await this.service.stop?.();
    }
    await this.#store?.close();
    await this.#open();
  }

  async stop() {
    await this.service.stop?.();
    await this.#store?.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  async #open() {
    this.#store = await FileStateStore.open(this.directory);
    this.#registry = new ServiceRegistry();
    const environment = {
      store: this.#store,
      services: this.#registry,
      stateDirectory: this.directory,
      log: (message: string) => void this.logged.push(message),
    };
    this.#sns = await createSnsService(environment);
    const logs = await createLogsService(environment);
    this.#logs = logs;
    this.#service = await createCloudWatchService({
      ...environment,
      probes: { list: () => this.instances },
      simulated: {
        loadOf: (_, name) =>
          this.simulated.find(({ identifier }) => identifier === name),
        loadOfInstance: (_, name) =>
          this.simulated.find(({ instances }) =>
            instances.some(({ identifier }) => identifier === name),
          ),
      },
      logEvents: logs.events,
      time: { ...systemTime, now: () => this.now },
    });
    for (const service of [this.#sns, logs, this.#service]) {
      this.#registry.add(service);
    }
  }
}
