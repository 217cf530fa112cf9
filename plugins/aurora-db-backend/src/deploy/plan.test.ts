import {
  databaseNames,
  type Plan,
  planSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { environmentConfig } from '../config/environmentConfig';
import { auroraDbPlugin } from '../plugin';
import { startDeployment } from '../testing/servers/startDeployment';
import { testEntities } from '../testing/databases/testEntities';

const owner = 'group:default/guests';
const form = { name: 'planned', environment: 'stg', owner };
const names = databaseNames('planned', { shortName: 'stg' });

let setup: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  setup = await startDeployment([
    auroraDbPlugin,
    mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
    catalogServiceMock.factory({ entities: testEntities }),
  ]);
}, 180_000);
afterAll(() => setup.stop());

const ask = (values: object) =>
  request(setup.server).post('/api/aurora-db/deploys/plan').send(values);

async function plan(values: object = form): Promise<Plan> {
  const { body } = await ask(values).expect(200);
  return planSchema.strict().parse(body);
}

/** Names of the stacks that aren't gone. */
async function standing(): Promise<string[]> {
  const { StackSummaries = [] } = await setup.aws
    .cloudFormation(
      environmentConfig({ environments: setup.environments }, 'stg'),
    )
    .send(new ListStacksCommand({}));
  return StackSummaries.filter(
    ({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE',
  ).map(({ StackName }) => StackName ?? '');
}

const changedTypes = ({ changes }: Plan, action: string) =>
  changes.filter(one => one.action === action).map(({ type }) => type);

describe('the plan of a deploy', () => {
  it('shows a new database, accepts the form’s own values, and leaves nothing behind', async () => {
    const planned = await plan({ ...form, system: '', repoUrl: 'not asked' });
    expect(planned.target).toEqual({
      entityRef: names.entityRef,
      clusterIdentifier: names.clusterIdentifier,
      environment: 'stg',
      name: 'planned',
    });
    expect(planned.preflight.filter(({ ok }) => !ok)).toEqual([]);
    expect(changedTypes(planned, 'add')).toEqual(
      expect.arrayContaining([
        'AWS::RDS::DBCluster',
        'AWS::RDS::DBInstance',
        'AWS::SecretsManager::Secret',
      ]),
    );
    expect(planned.changes.every(({ action }) => action === 'add')).toBe(true);
    expect(await standing()).toEqual([]);
  }, 180_000);

  it('names each wrong value of the form', async () => {
    const { body } = await ask({
      ...form,
      name: 'Bad Name',
      maxCapacity: 64.3,
    }).expect(400);
    expect(body.error.message).toMatch(/name.*Bad Name/);
    expect(body.error.message).toMatch(/maxCapacity.*64\.3/);
    await ask({ ...form, owner: 'group:default/nobody' }).expect(400);
    await request(setup.server)
      .post('/api/aurora-db/deploys/plan')
      .set('content-type', 'application/json')
      .send('[]')
      .expect(400);
  });

  it('shows the changes, or none if nothing changes', async () => {
    await setup.run('aurora:database:deploy', form);
    expect((await plan()).changes).toEqual([]);
    const planned = await plan({ ...form, maxCapacity: 4 });
    expect(changedTypes(planned, 'modify')).toEqual(
      expect.arrayContaining([
        'AWS::RDS::DBCluster',
        'AWS::RDS::DBClusterParameterGroup',
        'AWS::CloudWatch::Alarm',
      ]),
    );
    expect(planned.changes.every(({ allowed }) => allowed)).toBe(true);
    expect(planned.warnings.map(({ code }) => code)).toContain(
      'plan.maxConnectionsPending',
    );
    expect(planned.preflight).toContainEqual(
      expect.objectContaining({ check: 'snapshot', ok: true }),
    );
    expect(await standing()).toEqual([names.stackName]);
  }, 180_000);
});
