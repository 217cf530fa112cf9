import { testExistingLocated } from '../testing/databases/testExistingLocated';
import { testLocated } from '../testing/databases/testLocated';
import { series } from '../testing/services/assessSituation';
import { evidenceOfExisting } from '../testing/services/healthOfExisting';
import { describeCluster } from './describeCluster';
import { describeHealth, type HealthEvidence } from './describeHealth';

type Origin = 'portal' | 'existing';
const origins: Origin[] = ['portal', 'existing'];
type Options = Parameters<typeof evidenceOfExisting>[0];

/** What was read of a database that the portal or another tool created. */
function evidenceOf(origin: Origin, options: Options): HealthEvidence {
  const evidence = evidenceOfExisting(options);
  return origin === 'existing'
    ? evidence
    : { ...evidence, located: testLocated('orders', 'prod'), alarms: {} };
}

function shown(origin: Origin, options: Options): Record<string, unknown> {
  const { metrics } = describeHealth(evidenceOf(origin, options));
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, { current }]) =>
      current === undefined ? [] : [[name, current]],
    ),
  );
}

const busy = { cpu: [95, 95, 95], connections: [12] };
/** A serverless database that pauses when no client is connected. */
const pausing = {
  cluster: { capacity: { minCapacity: 0, maxCapacity: 4 } },
  classes: ['db.serverless', 'db.serverless'],
};

describe.each(origins)('values of a database of origin %s', origin => {
  it('are those of the last minutes while it runs', () => {
    expect(shown(origin, { recent: series(busy) })).toEqual({
      acu: 2,
      connections: 12,
      cpu: 95,
      readLatency: 1,
      writeLatency: 2,
    });
  });

  it.each([
    'stopped',
    'stopping',
    'starting',
    'creating',
    'failed',
    'deleting',
    'incompatible-parameters',
    'inaccessible-encryption-credentials',
  ])(
    'are from before, and neither shown nor judged, while it is %s',
    status => {
      const options = { cluster: { status }, recent: series(busy) };
      expect(shown(origin, options)).toEqual({});
      const evidence = evidenceOf(origin, options);
      const { reasons, metrics } = describeHealth(evidence);
      expect(reasons.map(({ code }) => code)).not.toContain('health.cpu');
      // The chart still has the hour before.
      expect(metrics.cpu.points.at(-1)?.[1]).toBe(95);
    },
  );

  it('are not shown if CloudWatch has none for some minutes', () => {
    const recent = series({ cpu: [40, ...Array<null>(10).fill(null)] });
    expect(shown(origin, { recent })).not.toHaveProperty('cpu');
    const last = series({ cpu: [40, null, null] });
    expect(shown(origin, { recent: last })).toMatchObject({ cpu: 40 });
  });

  it('are those of the capacity alone once it is paused', () => {
    const recent = series({
      acu: [2, 0, 0],
      cpu: [95, 95, 95, null, null],
      connections: [3, null, null],
      readLatency: [0.001, null, null],
      writeLatency: [0.001, null, null],
    });
    const options = { ...pausing, recent };
    expect(shown(origin, options)).toEqual({ acu: 0 });
    expect(describeHealth(evidenceOf(origin, options))).toMatchObject({
      status: 'paused',
      severity: 'ok',
    });
  });

  it('do not include a capacity in the list while it is stopped', () => {
    const located =
      origin === 'portal'
        ? testLocated('orders', 'prod')
        : testExistingLocated();
    const capacityOf = (status: string) => {
      const { cluster, maxConnections } = evidenceOfExisting({
        cluster: { ...pausing.cluster, status },
      });
      const live = cluster.value;
      return describeCluster(located, {
        live,
        recent: series({}),
        maxConnections,
      }).capacity;
    };
    expect(capacityOf('available')).toMatchObject({ current: 2 });
    expect(capacityOf('stopped')).toEqual({ min: 0, max: 4 });
  });
});
