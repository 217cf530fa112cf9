import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { z } from 'zod';
import { findLoadedCluster, readMinutes } from '../../load/loadedCluster.ts';
import { readOwnerAddress } from '../../scripts/readOwnerAddress.ts';
import type { DatabaseAddress } from '../../src/database/readDatabaseAddress.ts';

let owner: DatabaseAddress;

before(async () => {
  owner = await readOwnerAddress(undefined);
});

describe('the cluster of a load test', () => {
  test('is found by the endpoint of the secret, and has a capacity in CloudWatch', async () => {
    const found = await findLoadedCluster(new RDSClient(), owner, false);
    assert.equal(found.Port, owner.port);

    const from = new Date(Date.now() - 10 * 60_000);
    const minutes = await readMinutes(
      new CloudWatchClient(),
      found.DBClusterIdentifier,
      from,
    );
    const { MaxCapacity = 0 } = found.ServerlessV2ScalingConfiguration ?? {};
    assert.ok(minutes.length > 0);
    for (const { at, capacity = 0, cpu = 0 } of minutes) {
      assert.ok(Date.parse(at) >= from.getTime() - 60_000, at);
      assert.ok(capacity > 0 && capacity <= MaxCapacity, `${capacity} ACU`);
      assert.ok(cpu >= 0 && cpu <= 100, `${cpu} %`);
    }
    assert.deepEqual(
      minutes.map(({ at }) => at),
      minutes.map(({ at }) => at).toSorted(),
    );
  });

  test('that is nowhere is an error with the way out', async () => {
    await assert.rejects(
      findLoadedCluster(
        new RDSClient(),
        { host: 'elsewhere.invalid', port: 5432 },
        false,
      ),
      /has the endpoint elsewhere.invalid:5432: name a secret/,
    );
  });

  test('is not loaded if it is a production cluster, unless --production is given', async () => {
    const rds = new RDSClient();
    // The answer of RDS, with the tag of another environment.
    rds.middlewareStack.add(
      next => async args => {
        const { response, output } = await next(args);
        const tagged = z
          .looseObject({ DBClusters: z.array(z.looseObject({})) })
          .parse(output);
        for (const cluster of tagged.DBClusters) {
          cluster.TagList = [{ Key: 'aurora-db:environment', Value: 'prod' }];
        }
        return { response, output: { ...output, ...tagged } };
      },
      { step: 'initialize' },
    );

    await assert.rejects(
      findLoadedCluster(rds, owner, false),
      /is tagged aurora-db:environment=prod: .* give --production/,
    );
    assert.equal((await findLoadedCluster(rds, owner, true)).Port, owner.port);
  });
});
