import { rm } from 'node:fs/promises';
import { createSecretsManagerService } from '../../secretsmanager/createSecretsManagerService';
import { FileStateStore } from '../../store/FileStateStore';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import type { ClusterRecord } from './ClusterRecord';
import { MasterUserSecrets } from './MasterUserSecrets';
import { EndpointClock } from '../../time/EndpointClock';
import { RdsStore } from '../RdsStore';

const scope = { accountId: '123456789012', region: 'ap-northeast-1' };
const dayMs = 86_400_000;

const cluster: ClusterRecord = {
  identifier: 'orders',
  arn: 'arn:aws:rds:ap-northeast-1:123456789012:cluster:orders',
  resourceId: 'cluster-ORDERS',
  status: 'available',
  createdAt: new Date(),
  port: 20_000,
  engineVersion: '15.17',
  masterUsername: 'postgres',
  isSetUp: false,
  parameterGroup: 'default.aurora-postgresql15',
  subnetGroup: 'private',
  vpcSecurityGroupIds: [],
  availabilityZones: [],
  backupRetentionPeriod: 1,
  preferredBackupWindow: '18:00-18:30',
  preferredMaintenanceWindow: 'sun:19:00-sun:19:30',
  deletionProtection: false,
  copyTagsToSnapshot: false,
  storageEncrypted: false,
  storageType: 'aurora',
  networkType: 'IPV4',
  iamAuthentication: false,
  httpEndpoint: false,
  logExports: [],
  performanceInsights: { enabled: false, retentionPeriod: 7 },
  databaseInsightsMode: 'standard',
  monitoringInterval: 0,
  tags: [],
};

describe('passwords of master users', () => {
  let stateDirectory: string;
  let state: FileStateStore;
  let store: RdsStore;
  let clock: EndpointClock;
  let secrets: MasterUserSecrets;
  let read: (VersionStage?: string) => Promise<Record<string, unknown>>;

  beforeEach(async () => {
    stateDirectory = await makeStateDirectory();
    state = await FileStateStore.open(stateDirectory);
    store = await RdsStore.open(state);
    const secretsManager = await createSecretsManagerService({ store: state });
    clock = await EndpointClock.open(state);
    secrets = new MasterUserSecrets(store, secretsManager.owned, clock);
    const masterUserSecret = secrets.announce(scope, undefined);
    await store.clusters.put(scope, 'orders', { ...cluster, masterUserSecret });
    read = async VersionStage =>
      (await secretsManager.operations.GetSecretValue?.(
        { SecretId: masterUserSecret.arn, VersionStage },
        { ...scope, requestId: 'test', principalArn: 'test' },
      )) ?? {};
  });

  afterEach(async () => {
    await state.close();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  const present = () => store.cluster(scope, 'orders');
  const make = async () => {
    const prepared = await secrets.prepare(scope, 'orders');
    await secrets.complete(scope, 'orders', prepared);
  };

  it('are current only when they are set: an interrupted attempt continues with the same one', async () => {
    const first = await secrets.prepare(scope, 'orders');
    const verifier = present().passwordVerifier;
    const { SecretString: made } = await read('AWSPENDING');
    await expect(read()).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    const again = await secrets.prepare(scope, 'orders');
    expect([again, verifier]).toEqual([
      first,
      expect.stringMatching(/^SCRAM-SHA-256\$/),
    ]);
    await secrets.complete(scope, 'orders', again);
    const value = await read();
    expect(value).toMatchObject({
      SecretString: made,
      VersionStages: ['AWSPENDING', 'AWSCURRENT'],
    });
    expect(present().masterUserSecret?.status).toBe('active');
    await secrets.complete(scope, 'orders', again);
    await expect(read()).resolves.toEqual(value);
  });

  it('are not affected by work that began before a rotation was requested', async () => {
    await make();
    const before = await read();
    const prepared = await secrets.prepare(scope, 'orders');
    await clock.advanceBy(8 * dayMs);
    await secrets.beginDueRotations();
    await secrets.complete(scope, 'orders', prepared);
    expect(present().masterUserSecret?.status).toBe('rotating');
    await make();
    expect((await read()).SecretString).not.toBe(before.SecretString);
  });

  it('are rotated after seven days, while the cluster is available', async () => {
    await make();
    const due = () => secrets.beginDueRotations();
    await clock.advanceBy(6.9 * dayMs);
    await expect(due()).resolves.toEqual([]);
    await clock.advanceBy(0.2 * dayMs);
    await store.changeCluster(scope, 'orders', { status: 'stopped' });
    await expect(due()).resolves.toEqual([]);
    await store.changeCluster(scope, 'orders', { status: 'available' });
    await expect(due()).resolves.toMatchObject([{ id: 'orders' }]);
    expect(present()).toMatchObject({
      status: 'resetting-master-credentials',
      masterUserSecret: { status: 'rotating' },
    });
    await expect(due()).resolves.toEqual([]);
  });
});
