import {
  auroraDbTags,
  databaseNames,
  type Health,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { auroraDbPlugin } from '../../plugin';
import { testEnvironment } from '../databases/testEnvironment';
import { testEntityOf } from '../databases/testEntityOf';
import { testStack } from '../databases/testStack';
import type { HealthFaultRow } from '../faults/healthFaultRows';
import { portalConfig } from './startDeployment';

/** A health in words: severity, whether it is stale or lacks alarms, and the reasons' codes. */
function told({ severity, stale, alarms, reasons }: Health): string {
  const codes = reasons.map(({ code }) => code.replace('health.', ''));
  return [
    severity,
    stale ? ', stale' : '',
    alarms.length === 0 ? ', no alarms' : '',
    codes.length > 0 ? `: ${codes.join(', ')}` : '',
  ].join('');
}

/** The database of a row, without a server, as aurora-db-local's admin route `fleet` takes it. */
export function databaseIn({ accountId, environment }: HealthFaultRow) {
  const names = databaseNames('goal-mandala', testEnvironment(environment));
  const stack = testStack('goal-mandala', environment);
  return {
    accountId,
    region: testEnvironment(environment).region,
    databases: [
      {
        stack: {
          name: names.stackName,
          tags: {
            [auroraDbTags.name]: 'goal-mandala',
            [auroraDbTags.environment]: environment,
            [auroraDbTags.owner]: stack.tags[auroraDbTags.owner],
          },
        },
        cluster: {
          identifier: names.clusterIdentifier,
          minCapacity: 1,
          maxCapacity: 16,
          maxConnections: 3360,
        },
      },
    ],
  };
}

/** The entity of a row's database, as the catalog has it. */
function entityOf({ accountId, environment }: HealthFaultRow) {
  const stack = testStack('goal-mandala', environment);
  return testEntityOf(testEnvironment(environment, { accountId }), stack);
}

/** Starts a portal whose environments are the accounts of some rows. */
export async function startHealthPortal(
  endpoint: string,
  group: HealthFaultRow[],
) {
  const backend = await startTestBackend({
    features: [
      auroraDbPlugin,
      mockServices.rootConfig.factory({
        data: portalConfig(
          endpoint,
          undefined,
          group.map(({ accountId, environment }) => ({
            name: environment,
            accountId,
            region: testEnvironment(environment).region,
          })),
        ),
      }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      catalogServiceMock.factory({ entities: group.map(entityOf) }),
    ],
  });
  async function lookAt({ environment }: HealthFaultRow) {
    const { base } = databaseNames(
      'goal-mandala',
      testEnvironment(environment),
    );
    const url = `/api/aurora-db/clusters/default/${base}`;
    const [health, details] = await Promise.all([
      request(backend.server).get(`${url}/health`),
      request(backend.server).get(url),
    ]);
    // If this is an error, only the tests of this row fail.
    const { data } = healthSchema.strict().safeParse(health.body);
    return {
      status: data?.status,
      maxConnections: data?.metrics.connections.max,
      hasConnections: data?.metrics.connections.current !== undefined,
      points: data?.metrics.connections.points.length,
      told: data ? told(data) : `${health.status} ${health.text}`,
      details: details.status,
    };
  }
  return {
    stop: () => backend.stop(),
    rows: group,
    /** What a viewer of a row's database sees. */
    look: lookAt,
  };
}
