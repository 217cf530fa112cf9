import { inspect } from 'node:util';
import {
  databaseNames,
  defaultShortName,
  type EnvironmentProfile,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createDeferred, type DeferredPromise } from '@backstage/types';
import { AwsClients } from '../../aws/AwsClients';
import { testEntities } from '../databases/testEntities';
import { startDeployment } from '../servers/startDeployment';
import { FaultLane, type RunOutcome } from './FaultLane';
import { faultOutcomes, troubles } from './faultOutcomes';
import { FaultRules } from './FaultRules';

/** Temporary troubles. Each call of a run meets one once, and the SDK tries again. */
export const passing = ['throttled', 'failing', 'cut off', 'unanswered'];
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
/** Troubles that lose the answer to a call which AWS carried out. */
export const lostAnswers = ['failing', 'cut off', 'unanswered'];
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

/** Environments whose databases are deployed and restored. */
export const lanes: EnvironmentProfile[] = ['stg', 'prod'];
/** The environment whose database is created and deleted again and again. */
export const deletionLane: EnvironmentProfile = 'dev';
/** The lanes in which the answers to a deletion's writes are lost, and how. */
export const lostDeletions: Array<[EnvironmentProfile, string]> = [
  [deletionLane, 'unanswered'],
  ['stg', 'cut off'],
  ['prod', 'failing'],
];
const entityOf = (name: EnvironmentProfile) => {
  const { base, stackName, clusterIdentifier } = databaseNames('faulty', {
    shortName: defaultShortName(name),
  });
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
    spec: { type: 'aurora-postgresql', owner: 'group:default/guests' },
  };
};

/** What each call of the first creation meets once. */
export const creationTroubles: Partial<Record<EnvironmentProfile, string>> = {
  stg: 'cut off',
  prod: 'throttled',
};

/** Carries out a run in a lane, which {@link startFaultRuns} shows under `run` and `when`. */
type Run = (run: string, when: string, faults: object[]) => Promise<void>;

const keyOf = (...parts: string[]) => parts.join(' | ');
const oncePer = (calls: string[], fault: object) =>
  calls.map(call => ({ ...faultAt(call), ...fault, count: 1 }));
/** One more time than the SDK tries. */
const lasting = ({ call, trouble }: { call: string; trouble: string }) => [
  { ...faultAt(call), ...troubles[trouble]?.fault, count: 6 },
];

async function loseDeletion(lane: EnvironmentProfile, run: Run): Promise<void> {
  for (const [, trouble] of lostDeletions.filter(([at]) => at === lane)) {
    const fault = { ...troubles[trouble]?.fault, when: 'after' };
    await run('deletion', `lost ${trouble}`, oncePer(deletionWrites, fault));
  }
}

/** Each run finds what the run before it left. */
async function runDeletions(run: Run, lane: FaultLane): Promise<void> {
  const exists = async () => (await lane.count()).stacks > 0;
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
  // Nothing is left to prepare, so the fault strikes while the run follows the deletion.
  const call = 'cloudformation:DescribeStackEvents';
  await run('deletion', 'again', lasting({ call, trouble: 'expired' }));
}

async function runDeploys(run: Run, lane: EnvironmentProfile): Promise<void> {
  const isOurs = (_: unknown, index: number) =>
    index % lanes.length === lanes.indexOf(lane);
  const strikesHere = (row: (typeof faultOutcomes)[number]) =>
    isOurs(row, callKeys.indexOf(callKey(row)));
  // Runs that succeed come first: lasting trouble uses up the SDK's budget of retries.
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

/** The outcomes of runs by their keys. A test may wait for a run that has not started yet. */
class RunOutcomes {
  readonly #outcomes = new Map<string, DeferredPromise<RunOutcome>>();
  readonly #ended = new Set<string>();

  /** Waits for a run. Rejects if all runs ended without it. */
  wait(key: string, all: Promise<unknown>): Promise<RunOutcome> {
    return Promise.race([
      this.#of(key),
      all.then(() => {
        if (!this.#ended.has(key)) {
          throw new Error(`There was no run ${key}`);
        }
        return this.#of(key);
      }),
    ]);
  }

  /** Keeps the outcome or the error of a run, so that it fails only the tests of that run. */
  async keep(key: string, run: Promise<RunOutcome>): Promise<void> {
    const outcome = this.#of(key);
    try {
      outcome.resolve(await run);
    } catch (error) {
      outcome.catch(() => {});
      outcome.reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#ended.add(key);
    }
  }

  #of(key: string): DeferredPromise<RunOutcome> {
    const outcome = this.#outcomes.get(key) ?? createDeferred<RunOutcome>();
    this.#outcomes.set(key, outcome);
    return outcome;
  }
}

/** Starts all runs of `faultOutcomes` against aurora-db-local, those of each lane in order. */
export async function startFaultRuns() {
  /** Everything that the runs produced and that users or programs can read. */
  const produced: string[] = [];
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
  const deployment = await startDeployment(
    [
      catalogServiceMock.factory({
        entities: [...testEntities, ...[deletionLane, ...lanes].map(entityOf)],
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
      mockServices.events.mock({ publish: async event => note(event) }).factory,
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
  const rules = new FaultRules(deployment.local.url);
  const outcomes = new RunOutcomes();
  const laneOf = (name: EnvironmentProfile) =>
    new FaultLane(name, { deployment, rules, produced });
  const runIn =
    (lane: FaultLane): Run =>
    (run, when, faults) =>
      outcomes.keep(keyOf(run, when), lane.run(run, faults));
  const deletions = laneOf(deletionLane);
  const ended = Promise.all([
    runDeletions(runIn(deletions), deletions),
    ...lanes.map(name => runDeploys(runIn(laneOf(name)), name)),
  ]);
  ended.catch(() => {});
  return {
    produced,
    /** Resolves when all runs ended. */
    ended,
    /** The outcome of a run, which may not have started yet. */
    see: (...parts: string[]) => outcomes.wait(keyOf(...parts), ended),
    laneOf,
    /** What aurora-db-local tells about the calls that it received. */
    async readCalls(): Promise<string> {
      const url = `${deployment.local.url}/_aurora-local/calls`;
      return (await fetch(url)).text();
    },
    async stop(): Promise<void> {
      await Promise.allSettled([ended]);
      jest.restoreAllMocks();
      await deployment.stop();
    },
  };
}
