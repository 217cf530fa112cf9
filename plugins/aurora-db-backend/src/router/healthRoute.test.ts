import { healthSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  cluster,
  provideAws,
  startPlugin,
  stopPlugins,
  url,
} from '../testing/servers/startPlugin';

describe('the route of health', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it.each([
    ['1h', 60],
    ['3h', 180],
    ['12h', 144],
    ['24h', 288],
    ['7d', 168],
  ])('serves health over %s in %d points', async (range, points) => {
    const api = await startPlugin();
    const { body } = await api
      .get(`${cluster}/health?range=${range}`)
      .expect(200);
    const health = healthSchema.strict().parse(body);
    expect(health.metrics.connections).toMatchObject({
      unit: 'count',
      current: 2980,
      max: 3360,
    });
    expect(health.metrics.readLatency).toMatchObject({
      unit: 'ms',
      current: 1.2,
    });
    expect(health.metrics.acu).toMatchObject({ min: 1, max: 16 });
    expect(health.metrics.acu.points).toHaveLength(points);
    expect(health.alarms).toHaveLength(8);
    expect(health.capacityUse).toMatchObject({
      atMaximum: 0,
      cost: { currency: 'USD' },
    });
  });

  it('serves one hour by default', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${cluster}/health`).expect(200);
    expect(healthSchema.parse(body).metrics.cpu.points).toHaveLength(60);
  });

  it.each([
    ['an unknown range', `${cluster}/health?range=2h`, '"2h"'],
    ['two ranges', `${cluster}/health?range=1h&range=3h`, '["1h","3h"]'],
    [
      'a name that no entity can have',
      `${url}/clusters/default/a%20b`,
      '"a b"',
    ],
    ['a namespace that is too long', `${url}/clusters/${'n'.repeat(64)}/a`, ''],
  ])('answers 400 with the value for %s', async (_, path, value) => {
    const api = await startPlugin();
    const { body } = await api.get(path).expect(400);
    expect(body.error).toMatchObject({ name: 'InputError' });
    expect(body.error.message).toContain(value);
  });
});
