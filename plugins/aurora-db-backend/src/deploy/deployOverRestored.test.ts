import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { testDeploy } from '../testing/services/testDeploy';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';

const inProd: DeployRequest = {
  name: 'goal-mandala',
  environment: 'prod',
  owner: 'group:default/payments',
};

describe('AuroraDeployService over a restored database', () => {
  const source = 'resource:default/goal-mandala-prd';
  const stack = testStack('goal-mandala-r1', 'prod', {
    tags: {
      ...testStack('goal-mandala-r1', 'prod').tags,
      [auroraDbTags.restoredFrom]: source,
    },
    outputs: { DatabaseName: 'goalmandalamain' },
  });
  const restored: DeployRequest = { ...inProd, name: 'goal-mandala-r1' };
  const templateOf = (properties: Record<string, unknown>) =>
    JSON.stringify({
      Resources: {
        Cluster: { Type: 'AWS::RDS::DBCluster', Properties: properties },
      },
    });
  const deployed = async (
    properties: Record<string, unknown>,
    wanted: DeployRequest = restored,
    live = '15.17',
    { present = stack, template = templateOf(properties) } = {},
  ) => {
    const setup = testDeploy();
    setup.stacks.add(present, template);
    setup.account.cluster = { engineVersion: live };
    await setup.deployer.deploy(wanted, 'task', setup.context);
    return JSON.parse(
      await setup.stacks.readTemplate(testEnvironment('prod'), stack.stackId),
    ).Resources.Cluster.Properties;
  };

  it.each([
    [
      'a snapshot',
      { SnapshotIdentifier: 'before-v2' },
      { snapshotIdentifier: 'before-v2' },
    ],
    [
      'a snapshot that was not encrypted',
      { SnapshotIdentifier: 'old', StorageEncrypted: true },
      { snapshotIdentifier: 'old', storageEncrypted: true },
    ],
    [
      'a time',
      {
        SourceDBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        RestoreToTime: '2026-11-25T08:00:00.000Z',
      },
      {
        sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        to: { restoreToTime: '2026-11-25T08:00:00.000Z' },
        namesEngineVersion: false,
      },
    ],
    [
      'the end of the window',
      {
        SourceDBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        UseLatestRestorableTime: true,
      },
      {
        sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        to: { useLatestRestorableTime: true },
        namesEngineVersion: false,
      },
    ],
  ])(
    'keeps the origin %s through all other changes',
    async (_, properties, from) => {
      const synthesized = await deployed(properties, {
        ...restored,
        owner: 'group:default/guests',
        maxCapacity: 8,
      });
      expect(synthesized).toMatchObject({
        owner: 'group:default/guests',
        config: { maxCapacity: 8 },
        restoreFrom: {
          entityRef: source,
          databaseName: 'goalmandalamain',
          from,
        },
      });
    },
  );

  it('names the engine version of a database restored to a time after an upgrade', async () => {
    const properties = {
      SourceDBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      UseLatestRestorableTime: true,
    };
    const upgrade = await deployed(
      properties,
      { ...restored, engineVersion: '15.17' },
      '15.4',
    );
    expect(upgrade.restoreFrom.from.namesEngineVersion).toBe(true);
    const later = await deployed({ ...properties, EngineVersion: '15.17' });
    expect(later.restoreFrom.from.namesEngineVersion).toBe(true);
  });

  it('refuses to guess if another user removed the tag with the source', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(
      { ...stack, tags: testStack('goal-mandala-r1', 'prod').tags },
      templateOf({ SnapshotIdentifier: 'before-v2' }),
    );
    await expect(deployer.deploy(restored, 'task', context)).rejects.toThrow(
      /The restore properties of stack .* \(tag aurora-db:restored-from/,
    );
    expect(stacks.calls).toEqual([]);
  });

  it.each<[string, { text?: string; output?: string }, string | undefined]>([
    [
      'the secret of the template',
      { text: '{"username":"orders_admin","dbname":"orders"}' },
      'orders_admin',
    ],
    [
      'the secret, also if an output has another one',
      { text: '{"username":"orders_admin"}', output: 'other' },
      'orders_admin',
    ],
    [
      'the output, if RDS makes the password',
      { output: 'orders_admin' },
      'orders_admin',
    ],
    [
      'nothing, if it has the usual name',
      { text: '{"username":"postgres"}', output: 'postgres' },
      undefined,
    ],
    ['nothing, if the secret is no JSON', { text: '{{' }, undefined],
  ])('takes the master user from %s', async (_, { text, output }, expected) => {
    const properties = { SnapshotIdentifier: 'nightly' };
    const template = JSON.parse(templateOf(properties));
    if (text !== undefined) {
      template.Resources.Secret = {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { GenerateSecretString: { SecretStringTemplate: text } },
      };
    }
    const synthesized = await deployed(properties, restored, '15.17', {
      present: {
        ...stack,
        outputs: {
          ...stack.outputs,
          ...(output && { MasterUsername: output }),
        },
      },
      template: JSON.stringify(template),
    });
    expect(synthesized.restoreFrom.masterUsername).toBe(expected);
  });

  it('restores nothing into a database that began empty', async () => {
    const synthesized = await deployed({ DatabaseName: 'goalmandalamain' });
    expect(synthesized).not.toHaveProperty('restoreFrom');
  });
});
