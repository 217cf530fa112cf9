import { inspect } from 'node:util';
import {
  databaseNames,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
} from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createDeferred,
  type DeferredPromise,
  type JsonObject,
} from '@backstage/types';
import { z } from 'zod';
import { AwsClients } from '../aws/AwsClients';
import { environmentConfig } from '../config/environmentConfig';
import {
  expectations,
  faultOutcomes,
  gone,
  troubles,
  updated,
} from '../testing/faults/faultOutcomes';
import {
  type ActionRun,
  startDeployment,
} from '../testing/servers/startDeployment';
import { testEntities } from '../testing/databases/testEntities';
import { until } from '../testing/servers/until';

/** Troubles that pass: each call of the run meets one once, and the SDK tries again. */
const passing = ['throttled', 'failing', 'cut off', 'unanswered'];
const callsOf = (run: string) => [
  ...new Set(
    faultOutcomes.filter(row => row.run === run).map(({ call }) => call),
  ),
];
const callKey = ({ run, call }: { run: string; call: string }) =>
  `${run} | ${call}`;
/** All troubles of a call strike it in one lane. */
const callKeys = [...new Set(faultOutcomes.map(callKey))];
const faultAt = (call: string) => {
  const [, operation] = call.split(':');
  return { operation };
};
/** Answers that are lost on their way back, of what was carried out. */
const lostAnswers = ['failing', 'cut off', 'unanswered'];
const writes = [
  'cloudformation:CreateChangeSet',
  'rds:CreateDBClusterSnapshot',
  'cloudformation:ExecuteChangeSet',
];
const deletionWrites = [
  'cloudformation:CreateChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateTerminationProtection',
  'cloudformation:DeleteStack',
];

/** In which all runs come to their ends, on a busy machine too. */
const patienceMs = 600_000;
const owner = 'group:default/guests';
const lanes: EnvironmentName[] = ['stg', 'prod'];
/** Databases come and go here. */
const deletionLane: EnvironmentName = 'dev';
/** In which lane the answers to a deletion's writes are lost, and how. */
const lostDeletions: Array<[EnvironmentName, string]> = [
  [deletionLane, 'unanswered'],
  ['stg', 'cut off'],
  ['prod', 'failing'],
];
const entityOf = (name: EnvironmentName) => {
  const { base, stackName, clusterIdentifier } = databaseNames('faulty', name);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: base,
      annotations: {
        'aurora-db/environment': name,
        'aurora-db/stack-name': stackName,
        'aurora-db/cluster-identifier': clusterIdentifier,
      },
    },
    spec: { type: 'aurora-postgresql', owner },
  };
};

const creationTroubles: Partial<Record<EnvironmentName, string>> = {
  stg: 'cut off',
  prod: 'throttled',
};
/**
 * What a run came to, and how much there is more of after it: operations on stacks, manual
 * snapshots, stacks, clusters.
 */
interface Sight {
  said: string;
  log: string[];
  operations: number;
  snapshots: number;
  stacks: number;
  clusters: number;
}

describe('AWS in trouble', () => {
  let setup: Awaited<ReturnType<typeof startDeployment>>;
  /** What each run comes to, when it has ended. */
  const seen = new Map<string, DeferredPromise<Sight>>();
  const ended = new Set<string>();
  let lived: Promise<unknown> = Promise.resolve();
  /** Everything that the runs produced and that users or programs can read. */
  const produced: string[] = [];
  let struck: Promise<void> = Promise.resolve();
  const keyOf = (...parts: string[]) => parts.join(' | ');

  function sightOf(key: string): DeferredPromise<Sight> {
    const sight = seen.get(key) ?? createDeferred<Sight>();
    seen.set(key, sight);
    return sight;
  }

  /** Waits for a run, of which there may be none if its lane ended before. */
  const see = (...parts: string[]): Promise<Sight> => {
    const key = keyOf(...parts);
    return Promise.race([
      sightOf(key),
      lived.then(() => {
        if (!ended.has(key)) {
          throw new Error(`There was no run ${key}`);
        }
        return sightOf(key);
      }),
    ]);
  };

  const environment = (name: EnvironmentName) =>
    environmentConfig({ environments: setup.environments }, name);

  const callerIn = (lane: EnvironmentName) => ({
    accountId: environment(lane).accountId,
    region: environment(lane).region,
    requestId: 'test',
    principalArn: 'arn:aws:iam::1:user/test',
  });

  /** The lane's faults from now on; what is left of the other's stays. */
  function strike(lane: EnvironmentName, faults: object[]): Promise<void> {
    const { accountId } = environment(lane);
    const url = `${setup.local.url}/_aurora-local/faults`;
    struck = struck.then(async () => {
      const { rules } = z
        .object({ rules: z.array(z.looseObject({ accountId: z.string() })) })
        .parse(await (await fetch(url)).json());
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify([
          ...rules.filter(rule => rule.accountId !== accountId),
          ...faults.map(fault => ({ ...fault, accountId })),
        ]),
      });
      if (!response.ok) {
        throw new Error(await response.text());
      }
    });
    return struck;
  }

  async function count(lane: EnvironmentName) {
    const { stackName } = databaseNames('faulty', lane);
    const cloudFormation = setup.aws.cloudFormation(environment(lane));
    const rds = setup.aws.rds(environment(lane));
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

  /** A lane's runs follow one another, in an account of their own. */
  function startLane(lane: EnvironmentName) {
    const { base, entityRef } = databaseNames('faulty', lane);
    let last: Awaited<ReturnType<typeof count>> | undefined;
    let minCapacity = 1;
    const otherCapacity = () => (minCapacity === 1 ? 1.5 : 1);
    let label = 0;
    const deploy = (lines: string[], input: JsonObject) =>
      setup.run(
        'aurora:database:deploy',
        { name: 'faulty', environment: lane, owner, maxCapacity: 2, ...input },
        { lines },
      );
    const restore = (lines: string[], name: string) =>
      setup.run(
        'aurora:database:restore',
        { entityRef, from: { latest: true }, name },
        { lines },
      );
    const remove = (lines: string[]) =>
      setup.run(
        'aurora:database:delete',
        { entityRef, confirm: base, disableProtection: true },
        { lines },
      );
    const runs: Record<string, (lines: string[]) => Promise<ActionRun>> = {
      creation: lines => deploy(lines, { name: 'newer', minCapacity }),
      'first creation': lines => deploy(lines, { minCapacity }),
      update: lines => deploy(lines, { minCapacity: otherCapacity() }),
      'no change': lines => deploy(lines, { minCapacity }),
      protection: async lines => {
        // In process, without faults.
        await setup.local.services.call(
          'cloudformation',
          'UpdateTerminationProtection',
          {
            StackName: databaseNames('faulty', lane).stackName,
            EnableTerminationProtection: false,
          },
          callerIn(lane),
        );
        return deploy(lines, { minCapacity });
      },
      snapshot: lines => {
        label += 1;
        return setup.run(
          'aurora:snapshot:create',
          { entityRef, label: `label-${label}`, wait: true },
          { lines },
        );
      },
      'first restore': lines => restore(lines, 'faulty-r1'),
      restore: lines => restore(lines, 'faulty-r2'),
      unlocking: remove,
      deletion: remove,
    };

    async function carryOut(run: string, faults: object[]): Promise<Sight> {
      const before = last ?? (await count(lane));
      await strike(lane, faults);
      const log: string[] = [];
      const said = await (runs[run]?.(log) ?? Promise.reject(run)).then(
        ({ outputs }) => {
          produced.push(JSON.stringify(outputs));
          return 'succeeded';
        },
        String,
      );
      await strike(lane, []);
      const after = await until(
        () => count(lane),
        ({ isBusy }) => !isBusy,
        60,
      );
      last = after;
      produced.push(said, ...log);
      if (run === 'update' && after.operations > before.operations) {
        minCapacity = otherCapacity();
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

    return async (run: string, when: string, faults: object[]) => {
      const key = keyOf(run, when);
      const sight = sightOf(key);
      try {
        sight.resolve(await carryOut(run, faults));
      } catch (error) {
        // One row's failure: the next begins with a look of its own.
        last = undefined;
        sight.catch(() => {});
        sight.reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        ended.add(key);
      }
    };
  }

  const oncePer = (calls: string[], fault: object) =>
    calls.map(call => ({ ...faultAt(call), ...fault, count: 1 }));
  /** Once more than the SDK tries. */
  const lasting = ({ call, trouble }: { call: string; trouble: string }) => [
    { ...faultAt(call), ...troubles[trouble]?.fault, count: 6 },
  ];

  async function loseDeletion(
    lane: EnvironmentName,
    run: ReturnType<typeof startLane>,
  ): Promise<void> {
    for (const [, trouble] of lostDeletions.filter(([at]) => at === lane)) {
      const fault = { ...troubles[trouble]?.fault, when: 'after' };
      await run('deletion', `lost ${trouble}`, oncePer(deletionWrites, fault));
    }
  }

  /** Each run finds what the one before left. */
  async function liveAndDie(): Promise<void> {
    const run = startLane(deletionLane);
    const exists = async () => (await count(deletionLane)).stacks > 0;
    const create = () => run('first creation', '', []);
    await create();
    await loseDeletion(deletionLane, run);
    for (const row of faultOutcomes.filter(
      ({ run: name }) => name === 'deletion',
    )) {
      if (!(await exists())) {
        await create();
      }
      await run(row.run, keyOf(row.call, row.trouble), lasting(row));
    }
    // Nothing is left to prepare: it is the deletion itself that gets out of sight.
    const call = 'cloudformation:DescribeStackEvents';
    await run('deletion', 'again', lasting({ call, trouble: 'expired' }));
  }

  async function live(lane: EnvironmentName): Promise<void> {
    const isOurs = (_: unknown, index: number) =>
      index % lanes.length === lanes.indexOf(lane);
    const strikesHere = (row: (typeof faultOutcomes)[number]) =>
      isOurs(row, callKeys.indexOf(callKey(row)));
    const run = startLane(lane);
    // Those first that are to succeed: what the SDK may retry is a budget, which lasting trouble
    // uses up.
    await run(
      'first creation',
      creationTroubles[lane] ?? '',
      oncePer(
        [...callsOf('creation'), ...callsOf('update')],
        troubles[creationTroubles[lane] ?? '']?.fault ?? {},
      ),
    );
    for (const trouble of passing.filter(isOurs)) {
      const { fault = {} } = troubles[trouble] ?? {};
      await run('update', `once ${trouble}`, oncePer(callsOf('update'), fault));
    }
    for (const trouble of lostAnswers.filter(isOurs)) {
      const fault = { ...troubles[trouble]?.fault, when: 'after' };
      await run('update', `lost ${trouble}`, oncePer(writes, fault));
    }
    if (lane === 'prod') {
      await run(
        'first restore',
        'once failing',
        oncePer(
          [...callsOf('creation'), ...callsOf('restore'), ...callsOf('update')],
          { kind: 'error500' },
        ),
      );
    }
    await loseDeletion(lane, run);
    await run('first creation', 'again', []);
    for (const row of faultOutcomes
      .filter(({ run: name }) => name !== 'deletion')
      .filter(strikesHere)) {
      await run(row.run, keyOf(row.call, row.trouble), lasting(row));
    }
  }

  beforeAll(async () => {
    const { fromConfig } = AwsClients;
    // Longer than any answer on a machine whose cores are busy with other tests, shorter than the
    // 20 s of a portal.
    jest
      .spyOn(AwsClients, 'fromConfig')
      .mockImplementation(config =>
        fromConfig.call(AwsClients, config, { requestTimeoutMs: 2_000 }),
      );
    const note = (...said: unknown[]) =>
      void produced.push(said.map(one => inspect(one, { depth: 9 })).join(' '));
    setup = await startDeployment(
      [
        catalogServiceMock.factory({
          entities: [
            ...testEntities,
            ...[deletionLane, ...lanes].map(entityOf),
          ],
        }),
        mockServices.auditor.mock({
          createEvent: async options => {
            note(options);
            return {
              success: async more => note(more),
              fail: async more => note(more),
            };
          },
        }).factory,
        mockServices.events.mock({ publish: async event => note(event) })
          .factory,
        mockServices.logger.mock({
          debug: note,
          info: note,
          warn: note,
          error: note,
        }).factory,
      ],
      { log: note },
    );
    // Jitter at a twentieth: the SDK's retries follow soon.
    const { random } = Math;
    jest.spyOn(Math, 'random').mockImplementation(() => random() / 20);
    // Each test waits for its own run.
    lived = Promise.all([liveAndDie(), ...lanes.map(live)]);
    lived.catch(() => {});
  }, 60_000);

  afterAll(async () => {
    await Promise.allSettled([lived]);
    jest.restoreAllMocks();
    await setup?.stop();
  }, patienceMs);

  it.each(lanes.map(lane => [creationTroubles[lane] ?? '']))(
    'a creation each of whose calls is %s once succeeds, with nothing done twice',
    async trouble => {
      expect(await see('first creation', trouble)).toMatchObject({
        said: 'succeeded',
        // The second change set protects it.
        operations: 2,
        snapshots: 0,
        stacks: 1,
      });
    },
    patienceMs,
  );

  it.each(passing)(
    'an update each of whose calls is %s once succeeds, with nothing done twice',
    async trouble => {
      expect(await see('update', `once ${trouble}`)).toMatchObject(updated);
    },
    patienceMs,
  );

  it.each(lostAnswers)(
    'an update the answers to whose writes are lost (%s) succeeds, with nothing done twice',
    async trouble => {
      expect(await see('update', `lost ${trouble}`)).toMatchObject(updated);
    },
    patienceMs,
  );

  it(
    'a restore each of whose calls fails once succeeds, with nothing done twice',
    async () => {
      expect(await see('first restore', 'once failing')).toMatchObject({
        said: 'succeeded',
        operations: 0,
        snapshots: 0,
        stacks: 1,
      });
    },
    patienceMs,
  );

  it.each(faultOutcomes)(
    '$run while $call is $trouble: $outcome',
    async ({ run, call, trouble, outcome }) => {
      const sight = await see(run, call, trouble);
      const read = troubles[trouble]?.read(call) ?? '';
      const expected = expectations(call, read)[outcome];
      expect(sight?.said).toMatch(expected?.said ?? '');
      expect(sight?.log.at(-1) ?? '').toMatch(expected?.lastLine ?? '');
      expect(sight).toMatchObject(expected?.changes ?? {});
    },
    patienceMs,
  );

  it.each(lostDeletions)(
    'a deletion in %s the answers to whose writes are lost (%s) succeeds, with one final snapshot',
    async (_, trouble) => {
      expect(await see('deletion', `lost ${trouble}`)).toMatchObject({
        said: 'succeeded',
        ...gone,
      });
    },
    patienceMs,
  );

  it(
    'a deletion that gets out of sight goes on in AWS, with one final snapshot',
    async () => {
      const sight = await see('deletion', 'again');
      expect(sight?.said).toMatch(/^ServiceUnavailableError: .*ExpiredToken/);
      expect(sight?.log.at(-1)).toMatch(
        /^AWS no longer answers for faulty-dev-database\. /,
      );
      expect(sight).toMatchObject(gone);
    },
    patienceMs,
  );

  it.each([
    ['unlocking', 'cloudformation:UpdateTerminationProtection'],
    ['deletion', 'cloudformation:DeleteStack'],
  ])(
    '%s that is tried again while %s is in trouble prepares once',
    async (run, call) => {
      const tries = await Promise.all(
        faultOutcomes
          .filter(row => row.run === run && row.call === call)
          .map(({ trouble }) => see(run, call, trouble)),
      );
      expect(tries.map(({ operations }) => operations)).toEqual([1, 0]);
    },
    patienceMs,
  );

  it(
    'no password is in a log, an output, an error, an event or an audit event',
    async () => {
      await lived;
      const calls = await fetch(`${setup.local.url}/_aurora-local/calls`);
      produced.push(await calls.text());
      const all = produced.join('\n');
      // What was produced is all there: each kind of run is named in it, and its secret.
      expect(all).toContain('database-deploy');
      expect(all).toContain('database-delete');
      const secretsOf =
        (lane: EnvironmentName) =>
        (operation: string, input: Record<string, unknown>) =>
          setup.local.services.call(
            'secretsmanager',
            operation,
            input,
            callerIn(lane),
          );
      for (const lane of [deletionLane, ...lanes]) {
        const call = secretsOf(lane);
        // Those of the deleted databases too: they open the final snapshots.
        const { SecretList } = z
          .object({ SecretList: z.array(z.object({ ARN: z.string() })).min(1) })
          .parse(await call('ListSecrets', {}));
        expect(SecretList.some(({ ARN }) => all.includes(ARN))).toBe(true);
        // A connection secret holds none.
        const masterSecrets = SecretList.filter(
          ({ ARN }) => !/DatabaseConnectionSecret/.test(ARN),
        );
        expect(masterSecrets).not.toEqual([]);
        for (const { ARN } of masterSecrets) {
          const { SecretString } = z
            .object({ SecretString: z.string() })
            .parse(await call('GetSecretValue', { SecretId: ARN }));
          const { password } = z
            .object({ password: z.string().min(20) })
            .parse(JSON.parse(SecretString));
          expect(all.includes(password)).toBe(false);
          expect(all.includes(encodeURIComponent(password))).toBe(false);
        }
      }
    },
    patienceMs,
  );
});
