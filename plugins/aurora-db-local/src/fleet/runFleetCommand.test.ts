import { paginateDescribeDBClusters, RDS } from '@aws-sdk/client-rds';
import { startEndpoint } from '../testing/startEndpoint';
import { companyFleet } from './company/companyFleet';
import { fleetSchema } from './fleetSchema';
import { runFleetCommand } from './runFleetCommand';

jest.setTimeout(180_000);

const place = { accountId: '111111111111', region: 'eu-central-1' };

describe('the fleet of a company', () => {
  it('is the same for the same seed, and another one for another', () => {
    const made = companyFleet({ ...place, count: 50, seed: 7 });
    expect(companyFleet({ ...place, count: 50, seed: 7 })).toEqual(made);
    expect(companyFleet({ ...place, count: 50, seed: 8 })).not.toEqual(made);
  });

  it.each([1, 2, 3])(
    'is valid and has every kind of cluster (seed %d)',
    seed => {
      const { databases } = fleetSchema.parse(
        companyFleet({ ...place, count: 400, seed }),
      );
      const clusters = databases.map(({ cluster }) => cluster);
      const classes = clusters.map(
        ({ instances = [] }) =>
          new Set(instances.map(one => one.class === 'db.serverless')),
      );
      const counts = {
        serverless: classes.filter(one => one.size === 1 && one.has(true))
          .length,
        provisioned: classes.filter(one => one.size === 1 && one.has(false))
          .length,
        mixed: classes.filter(one => one.size === 2).length,
        empty: classes.filter(one => one.size === 0).length,
        stopped: clusters.filter(one => one.status === 'stopped').length,
        global: clusters.filter(one => one.globalCluster).length,
        mysql: clusters.filter(one => one.engine === 'aurora-mysql').length,
        withStack: databases.filter(one => one.stack).length,
        withoutTags: clusters.filter(
          ({ tags = {} }) => Object.keys(tags).length === 0,
        ).length,
        withAlarms: databases.filter(one => one.alarms.length > 0).length,
        withComposite: databases.filter(one => one.compositeAlarms.length > 0)
          .length,
      };
      expect(Object.entries(counts).filter(([, count]) => count < 3)).toEqual(
        [],
      );
    },
  );

  it('is posted to a running endpoint, and once only', async () => {
    const endpoint = await startEndpoint();
    try {
      const args = [
        ...['--port', new URL(endpoint.url).port, '--count', '120'],
        ...['--account', place.accountId, '--region', place.region],
      ];
      expect(await runFleetCommand(args)).toBe(
        '120 simulated clusters are in account 111111111111, eu-central-1 (seed 1).\n',
      );
      const client = new RDS({
        ...endpoint.clientConfig(place.accountId),
        region: place.region,
      });
      let described = 0;
      for await (const { DBClusters = [] } of paginateDescribeDBClusters(
        { client },
        {},
      )) {
        described += DBClusters.length;
      }
      expect(described).toBe(120);
      await expect(runFleetCommand(args)).rejects.toThrow(
        /after 0 clusters: .*In use/s,
      );
    } finally {
      await endpoint.stop();
    }
  });

  it.each([
    [['--count', '0'], /--count is '0'; give a number from 1 to 5000/],
    [['--seed', 'x'], /--seed is 'x'/],
    [['--port', '1'], /No aurora-db-local answers at http:\/\/127\.0\.0\.1:1/],
    [['--size', '5'], /--size/],
  ])('refuses %j', async (args, message) => {
    await expect(runFleetCommand(args)).rejects.toThrow(message);
  });
});
