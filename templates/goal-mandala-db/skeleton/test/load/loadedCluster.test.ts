import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { findLoadedCluster } from '../../load/findLoadedCluster.ts';
import { readMetrics } from '../../load/readMetrics.ts';
import {
  readDatabaseAddress,
  type DatabaseAddress,
} from '../../src/database/readDatabaseAddress.ts';
import { ownerSettings } from '../testDatabase.ts';

let owner: DatabaseAddress;

before(async () => {
  owner = await readDatabaseAddress(ownerSettings, new SecretsManagerClient());
});

describe('the cluster of a load test', () => {
  test('is found by the endpoint of the secret', async () => {
    const found = await findLoadedCluster(new RDSClient(), {
      address: owner,
      production: false,
    });

    const named = await findLoadedCluster(new RDSClient(), {
      identifier: found.identifier,
      address: { host: 'elsewhere.invalid', port: 1 },
      production: false,
    });
    assert.deepEqual(named, found);
    assert.ok((found.maxCapacity ?? 0) >= (found.minCapacity ?? 1));
  });

  test('that is nowhere is an error with the way out', async () => {
    await assert.rejects(
      findLoadedCluster(new RDSClient(), {
        address: { host: 'elsewhere.invalid', port: 5432 },
        production: false,
      }),
      /has the endpoint elsewhere.invalid:5432: give its identifier with --cluster or DATABASE_CLUSTER_ID/,
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
    const find = (production: boolean) =>
      findLoadedCluster(rds, { address: owner, production });

    await assert.rejects(
      find(false),
      /is tagged aurora-db:environment=prod: .* give --production/,
    );
    assert.equal((await find(true)).environment, 'prod');
  });
});

describe("CloudWatch's figures of a cluster", () => {
  const read = (waitMs: number, signal = new AbortController().signal) =>
    readMetrics(
      new CloudWatchClient(),
      {
        cluster: 'no-such-cluster',
        from: new Date(Date.now() - 60_000),
        to: new Date(),
      },
      { waitMs, signal },
    );
  const nothing = {
    capacity: [],
    connections: [],
    cpu: [],
  };

  test('are not waited for longer than said', async () => {
    const begun = performance.now();

    assert.deepEqual(await read(1_500), nothing);
    assert.ok(performance.now() - begun >= 1_500);
  });

  test('are not waited for by a test that is ended', async () => {
    assert.deepEqual(await read(600_000, AbortSignal.timeout(500)), nothing);
  });
});
