import { z } from 'zod';
import {
  expectations,
  faultOutcomes,
  gone,
  troubles,
  updated,
} from '../testing/faults/faultOutcomes';
import {
  creationTroubles,
  deletionLane,
  lanes,
  lostAnswers,
  lostDeletions,
  passing,
  startFaultRuns,
} from '../testing/faults/startFaultRuns';

/** Longest wait for all runs to end on a busy machine, in ms. */
const patienceMs = 600_000;

describe('faults of AWS', () => {
  let runs: Awaited<ReturnType<typeof startFaultRuns>>;

  // Starts the runs. Each test waits for its own run.
  beforeAll(async () => {
    runs = await startFaultRuns();
  }, 180_000);
  afterAll(() => runs?.stop(), patienceMs);

  it.each(lanes.map(lane => [creationTroubles[lane] ?? '']))(
    'a creation succeeds without duplicates if each of its calls is %s once',
    async trouble => {
      expect(await runs.see('first creation', trouble)).toMatchObject({
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
    'an update succeeds without duplicates if each of its calls is %s once',
    async trouble => {
      expect(await runs.see('update', `once ${trouble}`)).toMatchObject(
        updated,
      );
    },
    patienceMs,
  );

  it.each(lostAnswers)(
    'an update succeeds without duplicates if the answers to its writes are lost (%s)',
    async trouble => {
      expect(await runs.see('update', `lost ${trouble}`)).toMatchObject(
        updated,
      );
    },
    patienceMs,
  );

  it(
    'a restore succeeds without duplicates if each of its calls fails once',
    async () => {
      expect(await runs.see('first restore', 'once failing')).toMatchObject({
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
      const sight = await runs.see(run, call, trouble);
      const read = troubles[trouble]?.read(call) ?? '';
      const expected = expectations(call, read)[outcome];
      expect(sight?.said).toMatch(expected?.said ?? '');
      expect(sight?.log.at(-1) ?? '').toMatch(expected?.lastLine ?? '');
      expect(sight).toMatchObject(expected?.changes ?? {});
    },
    patienceMs,
  );

  it.each(lostDeletions)(
    'a deletion in %s succeeds with one final snapshot if the answers to its writes are lost (%s)',
    async (_, trouble) => {
      expect(await runs.see('deletion', `lost ${trouble}`)).toMatchObject({
        said: 'succeeded',
        ...gone,
      });
    },
    patienceMs,
  );

  it(
    'a deletion continues in AWS with one final snapshot if AWS stops answering',
    async () => {
      const sight = await runs.see('deletion', 'again');
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
    '%s prepares once if it is retried while %s is in trouble',
    async (run, call) => {
      const tries = await Promise.all(
        faultOutcomes
          .filter(row => row.run === run && row.call === call)
          .map(({ trouble }) => runs.see(run, call, trouble)),
      );
      expect(tries.map(({ operations }) => operations)).toEqual([1, 0]);
    },
    patienceMs,
  );

  it(
    'no password is in a log, an output, an error, an event or an audit event',
    async () => {
      await runs.ended;
      const all = [...runs.produced, await runs.readCalls()].join('\n');
      // Proves that the outputs and events are in it.
      expect(all).toContain('database-deploy');
      expect(all).toContain('database-delete');
      const { laneOf } = runs;
      for (const lane of [deletionLane, ...lanes]) {
        const call = (operation: string, input: Record<string, unknown>) =>
          laneOf(lane).callService('secretsmanager', operation, input);
        // Includes the secrets of deleted databases, which open their final snapshots.
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
