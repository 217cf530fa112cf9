import {
  databaseNames,
  defaultShortName,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
} from '@aws-sdk/client-rds';
import type { JsonObject } from '@backstage/types';
import { environmentConfig } from '../../config/environmentConfig';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { ActionRun, startDeployment } from '../servers/startDeployment';
import { until } from '../servers/until';
import type { FaultRules } from './FaultRules';

const owner = 'group:default/guests';

type Deployment = Awaited<ReturnType<typeof startDeployment>>;

/**
 * What a run came to, and how much there is more of after it: operations on stacks, manual
 * snapshots, stacks, clusters.
 */
export interface RunOutcome {
  said: string;
  log: string[];
  operations: number;
  snapshots: number;
  stacks: number;
  clusters: number;
}

/** Runs on the database `faulty` of an environment, one after another, in an account of its own. */
export class FaultLane {
  readonly #deployment: Deployment;
  readonly #environment: EnvironmentConfig;
  readonly #names;
  readonly #rules: FaultRules;
  readonly #produced: string[];
  #last: Awaited<ReturnType<FaultLane['count']>> | undefined;
  #minCapacity = 1;
  #labels = 0;

  /** @param parts - `produced` collects what users or programs can read of the runs */
  constructor(
    name: EnvironmentProfile,
    parts: { deployment: Deployment; rules: FaultRules; produced: string[] },
  ) {
    const { environments } = parts.deployment;
    this.#deployment = parts.deployment;
    this.#environment = environmentConfig({ environments }, name);
    this.#names = databaseNames('faulty', {
      shortName: defaultShortName(name),
    });
    this.#rules = parts.rules;
    this.#produced = parts.produced;
  }

  readonly #runs: Record<string, (lines: string[]) => Promise<ActionRun>> = {
    creation: lines =>
      this.#deploy(lines, { name: 'newer', minCapacity: this.#minCapacity }),
    'first creation': lines =>
      this.#deploy(lines, { minCapacity: this.#minCapacity }),
    update: lines =>
      this.#deploy(lines, { minCapacity: this.#otherCapacity() }),
    'no change': lines =>
      this.#deploy(lines, { minCapacity: this.#minCapacity }),
    protection: async lines => {
      // In process, without faults.
      await this.callService('cloudformation', 'UpdateTerminationProtection', {
        StackName: this.#names.stackName,
        EnableTerminationProtection: false,
      });
      return this.#deploy(lines, { minCapacity: this.#minCapacity });
    },
    snapshot: lines => {
      this.#labels += 1;
      return this.#deployment.run(
        'aurora:snapshot:create',
        {
          entityRef: this.#names.entityRef,
          label: `label-${this.#labels}`,
          wait: true,
        },
        { lines },
      );
    },
    'first restore': lines => this.#restore(lines, 'faulty-r1'),
    restore: lines => this.#restore(lines, 'faulty-r2'),
    unlocking: lines => this.#remove(lines),
    deletion: lines => this.#remove(lines),
  };

  /** Carries out a run under faults, and looks at what it left. */
  async run(run: string, faults: object[]): Promise<RunOutcome> {
    const before = this.#last ?? (await this.count());
    // If this run fails, the next looks for itself.
    this.#last = undefined;
    await this.#strike(faults);
    const log: string[] = [];
    const said = await (this.#runs[run]?.(log) ?? Promise.reject(run)).then(
      ({ outputs }) => {
        this.#produced.push(JSON.stringify(outputs));
        return 'succeeded';
      },
      String,
    );
    await this.#strike([]);
    const after = await until(
      () => this.count(),
      ({ isBusy }) => !isBusy,
      60,
    );
    this.#last = after;
    this.#produced.push(said, ...log);
    if (run === 'update' && after.operations > before.operations) {
      this.#minCapacity = this.#otherCapacity();
    }
    if (after.snapshots > before.snapshots) {
      // A snapshot is named by the second in which its change set was made.
      const made = new Date().getSeconds();
      await until(
        async () => new Date().getSeconds(),
        second => second !== made,
        2,
      );
    }
    return {
      said,
      log,
      operations: after.operations - before.operations,
      snapshots: after.snapshots - before.snapshots,
      stacks: after.stacks - before.stacks,
      clusters: after.clusters - before.clusters,
    };
  }

  /** Calls a service of aurora-db-local in process. Faults do not affect this call. */
  callService(
    service: string,
    operation: string,
    input: Record<string, unknown>,
  ): Promise<unknown> {
    const { accountId, region } = this.#environment;
    return this.#deployment.local.services.call(service, operation, input, {
      accountId,
      region,
      requestId: 'test',
      principalArn: 'arn:aws:iam::1:user/test',
    });
  }

  /** What the account has. */
  async count() {
    const { stackName } = this.#names;
    const { aws } = this.#deployment;
    const cloudFormation = aws.cloudFormation(this.#environment);
    const rds = aws.rds(this.#environment);
    const { Stacks = [] } = await cloudFormation.send(
      new DescribeStacksCommand({}),
    );
    const { DBClusterSnapshots = [] } = await rds.send(
      new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual' }),
    );
    const { DBClusters = [] } = await rds.send(
      new DescribeDBClustersCommand({}),
    );
    let operations = 0;
    const stack = Stacks.find(({ StackName }) => StackName === stackName);
    if (stack) {
      // By its id: it may have been deleted meanwhile.
      const pages = paginateDescribeStackEvents(
        { client: cloudFormation },
        { StackName: stack.StackId },
      );
      for await (const { StackEvents = [] } of pages) {
        operations += StackEvents.filter(
          event =>
            event.PhysicalResourceId === event.StackId &&
            /^(CREATE|UPDATE)_IN_PROGRESS$/.test(event.ResourceStatus ?? ''),
        ).length;
      }
    }
    return {
      operations,
      snapshots: DBClusterSnapshots.length,
      stacks: Stacks.length,
      clusters: DBClusters.length,
      isBusy:
        DBClusters.some(({ Status }) => Status !== 'available') ||
        Stacks.some(({ StackStatus }) =>
          /(?<!REVIEW)_IN_PROGRESS$/.test(StackStatus ?? ''),
        ),
    };
  }

  #strike(faults: object[]): Promise<void> {
    return this.#rules.replace(this.#environment.accountId, faults);
  }

  #otherCapacity(): number {
    return this.#minCapacity === 1 ? 1.5 : 1;
  }

  #deploy(lines: string[], input: JsonObject): Promise<ActionRun> {
    const { name: environment } = this.#environment;
    return this.#deployment.run(
      'aurora:database:deploy',
      { name: 'faulty', environment, owner, maxCapacity: 2, ...input },
      { lines },
    );
  }

  #restore(lines: string[], name: string): Promise<ActionRun> {
    const { entityRef } = this.#names;
    return this.#deployment.run(
      'aurora:database:restore',
      { entityRef, from: { latest: true }, name },
      { lines },
    );
  }

  #remove(lines: string[]): Promise<ActionRun> {
    const { base, entityRef } = this.#names;
    return this.#deployment.run(
      'aurora:database:delete',
      { entityRef, confirm: base, disableProtection: true },
      { lines },
    );
  }
}
