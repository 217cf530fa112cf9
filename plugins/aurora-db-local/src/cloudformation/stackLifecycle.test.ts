import { AwsError } from '../service/AwsService';
import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import {
  cluster,
  database,
  resources,
  secret,
  subnetGroup,
  topic,
} from './testing/templates';

type Running = Awaited<ReturnType<typeof startCloudFormation>>;

const refusal = new AwsError(
  'InvalidParameterCombination',
  'RDS will not have it',
);

describe('a stack', () => {
  let rds: FakeRds;
  let cfn: Running;

  beforeEach(async () => {
    rds = new FakeRds();
    cfn = await startCloudFormation(rds);
  });
  afterEach(() => cfn.stop());

  /** `Logical STATUS` of the events, the oldest first. */
  const story = async (name: string) =>
    (await cfn.events(name)).map(
      ({ LogicalResourceId, ResourceStatus }) =>
        `${LogicalResourceId} ${ResourceStatus}`,
    );
  const reasonOf = async (name: string, logicalId: string, status: string) =>
    (await cfn.events(name)).findLast(
      event =>
        event.LogicalResourceId === logicalId &&
        event.ResourceStatus === status,
    )?.ResourceStatusReason;
  const secretValue = async (SecretId: string) => {
    const { SecretString } = await cfn.services.call(
      'secretsmanager',
      'GetSecretValue',
      { SecretId },
      cfn.context,
    );
    return JSON.parse(String(SecretString));
  };
  const physicalId = async (name: string, LogicalResourceId: string) => {
    const { StackResourceDetail } = await cfn.call('DescribeStackResource', {
      StackName: name,
      LogicalResourceId,
    });
    return Object(StackResourceDetail).PhysicalResourceId;
  };

  describe('being created', () => {
    it("has an event for each step as in AWS, the stack's first and last", async () => {
      await cfn.deploy(
        'shop',
        resources({ Group: subnetGroup, Secret: secret, Cluster: cluster() }),
      );
      const events = await cfn.events('shop');
      expect(
        events.map(({ ResourceStatus }) => ResourceStatus).slice(0, 2),
      ).toEqual(['REVIEW_IN_PROGRESS', 'CREATE_IN_PROGRESS']);
      expect(
        events.filter(
          ({ LogicalResourceId }) => LogicalResourceId === 'Cluster',
        ),
      ).toMatchObject([
        { ResourceStatus: 'CREATE_IN_PROGRESS', PhysicalResourceId: '' },
        {
          ResourceStatus: 'CREATE_IN_PROGRESS',
          ResourceStatusReason: 'Resource creation Initiated',
          PhysicalResourceId: 'shop-dev',
        },
        { ResourceStatus: 'CREATE_COMPLETE', PhysicalResourceId: 'shop-dev' },
      ]);
      expect(events.at(-1)).toMatchObject({
        LogicalResourceId: 'shop',
        ResourceStatus: 'CREATE_COMPLETE',
      });
      const order = await story('shop');
      expect(order.indexOf('Cluster CREATE_IN_PROGRESS')).toBeGreaterThan(
        order.indexOf('Secret CREATE_COMPLETE'),
      );
      expect(order.indexOf('Secret CREATE_IN_PROGRESS')).toBeLessThan(
        order.indexOf('Group CREATE_COMPLETE'),
      );
    });

    it('returns its outputs, writes the database’s address into the secret, and tags the resources', async () => {
      const { Outputs } = await cfn.deploy(
        'shop',
        database({ DatabaseName: 'main' }),
        { Tags: [{ Key: 'team', Value: 'shop' }] },
      );
      expect(Outputs).toEqual([
        { OutputKey: 'Endpoint', OutputValue: 'shop-dev.localhost' },
      ]);
      const value = await secretValue(await physicalId('shop', 'Secret'));
      expect(value).toEqual({
        username: 'postgres',
        password: rds.clusters.get('shop-dev')?.MasterUserPassword,
        engine: 'postgres',
        host: 'shop-dev.localhost',
        port: 5432,
        dbname: 'main',
        dbClusterIdentifier: 'shop-dev',
      });
      expect(rds.clusters.get('shop-dev')?.Tags).toEqual(
        expect.arrayContaining([
          { Key: 'team', Value: 'shop' },
          { Key: 'aws:cloudformation:stack-name', Value: 'shop' },
          { Key: 'aws:cloudformation:logical-id', Value: 'Cluster' },
        ]),
      );
    });

    it('keeps the secret’s own dbname if the cluster names no database', async () => {
      await cfn.deploy('shop', database());
      expect(
        await secretValue(await physicalId('shop', 'Secret')),
      ).toMatchObject({ dbname: 'shop' });
    });

    it('never shows a password', async () => {
      await cfn.deploy('shop', database());
      await cfn.deploy('shop', database({ BackupRetentionPeriod: 8 }));
      const { password } = await secretValue(
        await physicalId('shop', 'Secret'),
      );
      const shown = await Promise.all(
        [
          ['DescribeStackEvents', {}],
          ['DescribeStacks', {}],
          ['GetTemplate', {}],
          [
            'DescribeChangeSet',
            { ChangeSetName: 'change-2', IncludePropertyValues: true },
          ],
        ].map(([operation, input]) =>
          cfn.call(String(operation), { StackName: 'shop', ...Object(input) }),
        ),
      );
      expect(password).toMatch(/.{20}/);
      expect(JSON.stringify(shown)).not.toContain(
        JSON.stringify(password).slice(1, -1),
      );
      expect(JSON.stringify(shown)).toContain('{{resolve:secretsmanager:');
    });

    it('is rolled back if a resource fails, and names the resource and the reason', async () => {
      rds.failures.set('CreateDBInstance', refusal);
      const { StackStatus } = await cfn.deploy('shop', database());
      expect(StackStatus).toBe('ROLLBACK_COMPLETE');
      expect(await reasonOf('shop', 'Writer', 'CREATE_FAILED')).toMatch(
        /^Resource handler returned message: "RDS will not have it \(Service: Rds, Status Code: 400, Request ID: [-0-9a-f]{36}\)" \(RequestToken: [-0-9a-f]{36}, HandlerErrorCode: InvalidRequest\)$/,
      );
      expect(await reasonOf('shop', 'shop', 'ROLLBACK_IN_PROGRESS')).toBe(
        'The following resource(s) failed to create: [Writer]. . Rollback requested by user.',
      );
      expect(rds.clusters.size + rds.groups.size).toBe(0);
    });

    it('cancels resources in progress if another resource fails', async () => {
      rds.newStatus = 'creating';
      rds.failures.set('CreateDBSubnetGroup', refusal);
      const { Properties } = cluster({
        DBSubnetGroupName: 'default',
        MasterUserPassword: 'not-a-real-one',
      });
      const template = resources({
        Cluster: { Type: 'AWS::RDS::DBCluster', Properties },
        Group: { ...subnetGroup, DependsOn: 'Topic' },
        Topic: topic(),
      });
      expect(await cfn.deploy('shop', template)).toMatchObject({
        StackStatus: 'ROLLBACK_COMPLETE',
      });
      expect(await reasonOf('shop', 'Cluster', 'CREATE_FAILED')).toBe(
        'Resource creation cancelled',
      );
      expect(rds.clusters.size).toBe(0);
    });

    it.each([
      ['DELETE', 'DELETE_COMPLETE', 0],
      ['DO_NOTHING', 'CREATE_FAILED', 1],
    ])(
      'with OnStackFailure %s ends in %s',
      async (OnStackFailure, status, clusters) => {
        rds.failures.set('CreateDBInstance', refusal);
        await cfn.call('CreateChangeSet', {
          StackName: 'shop',
          ChangeSetName: 'one',
          ChangeSetType: 'CREATE',
          OnStackFailure,
          TemplateBody: JSON.stringify(database()),
        });
        const { StackId } = await cfn.stack('shop');
        await cfn.call('ExecuteChangeSet', {
          StackName: 'shop',
          ChangeSetName: 'one',
        });
        expect((await cfn.settled(StackId)).StackStatus).toBe(status);
        expect(rds.clusters.size).toBe(clusters);
      },
    );

    it('left failed can be rolled back', async () => {
      rds.failures.set('CreateDBInstance', refusal);
      await cfn.deploy('shop', database(), { OnStackFailure: 'DO_NOTHING' });
      await cfn.call('RollbackStack', { StackName: 'shop' });
      expect((await cfn.settled('shop')).StackStatus).toBe('ROLLBACK_COMPLETE');
      expect(rds.clusters.size).toBe(0);
    });

    it('does not touch an existing resource with its name, and never deletes it', async () => {
      await cfn.services.call(
        'rds',
        'CreateDBCluster',
        { DBClusterIdentifier: 'shop-dev', Precious: true },
        cfn.context,
      );
      expect(await cfn.deploy('shop', database())).toMatchObject({
        StackStatus: 'ROLLBACK_COMPLETE',
      });
      expect(await reasonOf('shop', 'Cluster', 'CREATE_FAILED')).toMatch(
        /DB Cluster already exists.*HandlerErrorCode: AlreadyExists\)$/,
      );
      expect(rds.clusters.get('shop-dev')).toMatchObject({ Precious: true });
    });

    it('refuses the name of an existing dashboard, and does not change it', async () => {
      const widgets = (y: number) =>
        JSON.stringify({ widgets: [{ type: 'text', y }] });
      await cfn.services.call(
        'monitoring',
        'PutDashboard',
        { DashboardName: 'shop', DashboardBody: widgets(1) },
        cfn.context,
      );
      const dashboard = {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardName: 'shop', DashboardBody: widgets(2) },
      };
      expect(
        await cfn.deploy('shop', resources({ Board: dashboard })),
      ).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
      expect(await reasonOf('shop', 'Board', 'CREATE_FAILED')).toMatch(
        /'shop' already exists.*HandlerErrorCode: AlreadyExists\)$/,
      );
      await expect(
        cfn.services.call(
          'monitoring',
          'GetDashboard',
          { DashboardName: 'shop' },
          cfn.context,
        ),
      ).resolves.toMatchObject({ DashboardBody: widgets(1) });
    });

    it('refuses a name that another stack uses, and names that stack', async () => {
      const { StackId } = await cfn.deploy(
        'first',
        resources({ A: topic('alerts') }),
      );
      await cfn.deploy('second', resources({ A: topic('alerts') }));
      expect(await reasonOf('second', 'A', 'CREATE_FAILED')).toBe(
        `alerts already exists in stack ${StackId}`,
      );
    });

    it('can be deleted before it is complete', async () => {
      rds.newStatus = 'creating';
      await cfn.call('CreateStack', {
        StackName: 'shop',
        TemplateBody: JSON.stringify(database()),
      });
      const { StackId } = await cfn.stack('shop');
      while (!rds.clusters.has('shop-dev')) {
        await new Promise(resolve => setImmediate(resolve));
      }
      await cfn.call('DeleteStack', { StackName: 'shop' });
      expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
      expect(rds.clusters.size).toBe(0);
    });
  });

  describe('with a restored cluster', () => {
    const { MasterUsername, ...inherited } = cluster().Properties;
    const restored = (properties: Record<string, unknown>) =>
      resources({
        Group: subnetGroup,
        Secret: secret,
        Cluster: {
          Type: 'AWS::RDS::DBCluster',
          Properties: { ...inherited, ...properties },
        },
      });

    it.each([
      [
        'a snapshot',
        'RestoreDBClusterFromSnapshot',
        { SnapshotIdentifier: 'before-release' },
        'aurora-postgresql',
      ],
      [
        'a time',
        'RestoreDBClusterToPointInTime',
        {
          SourceDBClusterIdentifier: 'shop',
          RestoreToTime: '2026-01-01T00:00:00Z',
        },
        undefined,
      ],
    ])(
      'from %s, restores first and then sets what a restore does not accept',
      async (_, operation, source, engine) => {
        expect(
          await cfn.deploy('shop', restored({ ...source, Port: 5432 })),
        ).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
        expect(rds.calls).toContain(operation);
        expect(rds.restores).toMatchObject([
          {
            ...source,
            DBClusterIdentifier: 'shop-dev',
            DBSubnetGroupName: expect.any(String),
          },
        ]);
        expect(rds.restores[0]?.Engine).toBe(engine);
        expect(rds.restores[0]).not.toHaveProperty('MasterUserPassword');
        const { password } = await secretValue(
          await physicalId('shop', 'Secret'),
        );
        expect(rds.clusters.get('shop-dev')).toMatchObject({
          MasterUserPassword: password,
          BackupRetentionPeriod: 7,
        });
      },
    );

    it('is replaced if its source is removed from the template', async () => {
      await cfn.deploy(
        'shop',
        restored({ SnapshotIdentifier: 'before-release' }),
      );
      expect(await cfn.deploy('shop', restored({}))).toMatchObject({
        StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      });
      expect(await reasonOf('shop', 'Cluster', 'UPDATE_FAILED')).toContain(
        'already exists',
      );
    });
  });

  describe('being updated', () => {
    it('changes only what differs', async () => {
      await cfn.deploy('shop', database());
      rds.calls.length = 0;
      expect(
        await cfn.deploy('shop', database({ BackupRetentionPeriod: 9 })),
      ).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
      expect(rds.clusters.get('shop-dev')).toMatchObject({
        BackupRetentionPeriod: 9,
      });
      expect(rds.calls.filter(name => !name.startsWith('Describe'))).toEqual([
        'ModifyDBCluster',
      ]);
      expect((await story('shop')).slice(-5)).toEqual([
        'shop UPDATE_IN_PROGRESS',
        'Cluster UPDATE_IN_PROGRESS',
        'Cluster UPDATE_COMPLETE',
        'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        'shop UPDATE_COMPLETE',
      ]);
    });

    it('creates a replacement before it deletes the old resource', async () => {
      await cfn.deploy('shop', database());
      await cfn.deploy(
        'shop',
        database(
          { DBClusterIdentifier: 'shop-new' },
          { UpdateReplacePolicy: 'Snapshot' },
        ),
      );
      expect(Array.from(rds.clusters.keys())).toEqual(['shop-new']);
      expect(Array.from(rds.instances.values())).toMatchObject([
        { DBClusterIdentifier: 'shop-new' },
      ]);
      expect(await reasonOf('shop', 'Cluster', 'UPDATE_IN_PROGRESS')).toBe(
        'Resource creation Initiated',
      );
      const order = await story('shop');
      expect(order.indexOf('Cluster DELETE_IN_PROGRESS')).toBeGreaterThan(
        order.indexOf('shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
      );
    });

    it('takes the final snapshot of a replaced cluster by its deployed UpdateReplacePolicy', async () => {
      await cfn.deploy(
        'shop',
        database({}, { UpdateReplacePolicy: 'Snapshot' }),
      );
      await cfn.deploy(
        'shop',
        database(
          { DBClusterIdentifier: 'shop-new' },
          { UpdateReplacePolicy: 'Snapshot' },
        ),
      );
      expect(rds.snapshots).toEqual([
        expect.stringMatching(/^shop-snapshot-cluster-[a-z0-9]{12}$/),
      ]);
    });

    it.each([
      ['DatabaseName', 'other'],
      ['MasterUsername', 'admin'],
      ['Engine', 'aurora-mysql'],
    ])(
      'fails to replace a cluster whose identifier is fixed for another %s, and keeps it',
      async (name, value) => {
        await cfn.deploy('shop', database());
        const { StackStatus } = await cfn.deploy(
          'shop',
          database({ [name]: value, BackupRetentionPeriod: 9 }),
        );
        expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
        expect(await reasonOf('shop', 'Cluster', 'UPDATE_FAILED')).toMatch(
          /DB Cluster already exists.*HandlerErrorCode: AlreadyExists\)$/,
        );
        expect(rds.clusters.get('shop-dev')).toMatchObject({
          BackupRetentionPeriod: 7,
          Engine: 'aurora-postgresql',
        });
        expect(await physicalId('shop', 'Cluster')).toBe('shop-dev');
      },
    );

    it('does not send unchanged properties to RDS: a port, a password', async () => {
      await cfn.deploy('shop', database({ Port: 5432 }));
      rds.clusters.set('shop-dev', {
        ...rds.clusters.get('shop-dev'),
        Port: 27001,
        MasterUserPassword: 'changed by hand',
      });
      await cfn.deploy(
        'shop',
        database({ Port: 5432, BackupRetentionPeriod: 9 }),
      );
      expect(rds.clusters.get('shop-dev')).toMatchObject({
        Port: 27001,
        MasterUserPassword: 'changed by hand',
        BackupRetentionPeriod: 9,
      });
    });

    it('is rolled back completely if something fails', async () => {
      await cfn.deploy('shop', database());
      rds.failures.set('ModifyDBInstance', refusal);
      const wanted = database({ BackupRetentionPeriod: 9 });
      const template = {
        Resources: {
          ...wanted.Resources,
          Topic: { ...topic(), DependsOn: 'Cluster' },
          Writer: {
            ...wanted.Resources.Writer,
            DependsOn: 'Topic',
            Properties: {
              ...wanted.Resources.Writer.Properties,
              PromotionTier: 3,
            },
          },
        },
      };
      expect(await cfn.deploy('shop', template)).toMatchObject({
        StackStatus: 'UPDATE_ROLLBACK_FAILED',
      });
      rds.failures.clear();
      await cfn.call('ContinueUpdateRollback', { StackName: 'shop' });
      expect(await cfn.settled('shop')).toMatchObject({
        StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
        Outputs: [{ OutputKey: 'Endpoint' }],
      });
      expect(rds.clusters.get('shop-dev')).toMatchObject({
        BackupRetentionPeriod: 7,
      });
      expect(await story('shop')).toContain('Topic DELETE_COMPLETE');
      const { TemplateBody } = await cfn.call('GetTemplate', {
        StackName: 'shop',
      });
      expect(JSON.parse(String(TemplateBody))).toEqual(database());
    });

    it('can be cancelled', async () => {
      await cfn.deploy('shop', database());
      let reached = () => {};
      const modified = new Promise<void>(resolve => {
        reached = resolve;
      });
      rds.onCall = async (name, when) => {
        const found = rds.clusters.get('shop-dev');
        if (
          name === 'ModifyDBCluster' &&
          when === 'after' &&
          found?.BackupRetentionPeriod === 9
        ) {
          rds.clusters.set('shop-dev', { ...found, Status: 'modifying' });
          reached();
        } else if (name === 'ModifyDBCluster' && when === 'before' && found) {
          rds.clusters.set('shop-dev', { ...found, Status: 'available' });
        }
      };
      const updating = cfn.deploy(
        'shop',
        database({ BackupRetentionPeriod: 9 }),
      );
      await modified;
      await cfn.call('CancelUpdateStack', { StackName: 'shop' });
      // The rollback's update waits until RDS has finished the cancelled one.
      rds.clusters.set('shop-dev', {
        ...rds.clusters.get('shop-dev'),
        Status: 'available',
      });
      expect(await updating).toMatchObject({
        StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      });
      expect(rds.clusters.get('shop-dev')).toMatchObject({
        BackupRetentionPeriod: 7,
      });
      await expect(
        cfn.call('CancelUpdateStack', { StackName: 'shop' }),
      ).rejects.toThrow(
        'CancelUpdateStack cannot be called from current stack status',
      );
    });

    it('regenerates a password if its generation changed, without changing the cluster', async () => {
      await cfn.deploy('shop', database());
      const id = await physicalId('shop', 'Secret');
      const before = await secretValue(id);
      const wanted = database();
      const GenerateSecretString = {
        ...secret.Properties.GenerateSecretString,
        PasswordLength: 40,
      };
      await cfn.deploy('shop', {
        ...wanted,
        Resources: {
          ...wanted.Resources,
          Secret: { ...secret, Properties: { GenerateSecretString } },
        },
      });
      const after = await secretValue(id);
      expect(after.password).toHaveLength(40);
      expect(rds.clusters.get('shop-dev')?.MasterUserPassword).toBe(
        before.password,
      );
    });

    it('refuses a second operation at the same time', async () => {
      await cfn.deploy('shop', database());
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      rds.onCall = () => held;
      const { StackId } = await cfn.stack('shop');
      await cfn.call('UpdateStack', {
        StackName: 'shop',
        TemplateBody: JSON.stringify(database({ BackupRetentionPeriod: 9 })),
      });
      const second = cfn.call('UpdateStack', {
        StackName: 'shop',
        TemplateBody: JSON.stringify(database({ BackupRetentionPeriod: 10 })),
      });
      await expect(second).rejects.toThrow(
        `Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`,
      );
      await expect(
        cfn.call('DeleteStack', { StackName: 'shop' }),
      ).rejects.toThrow(
        `Stack [${StackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
      );
      release();
      await cfn.settled('shop');
    });

    it('is refused if the stack was only rolled back', async () => {
      rds.failures.set('CreateDBCluster', refusal);
      const { StackId } = await cfn.deploy('shop', database());
      await expect(cfn.deploy('shop', database())).rejects.toThrow(
        `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
      );
    });
  });

  describe('being deleted', () => {
    it.each([
      ['Snapshot', 0, 1, 'DELETE_COMPLETE'],
      ['Delete', 0, 0, 'DELETE_COMPLETE'],
      ['Retain', 1, 0, 'DELETE_SKIPPED'],
      ['RetainExceptOnCreate', 1, 0, 'DELETE_SKIPPED'],
    ])(
      'with DeletionPolicy %s leaves %d clusters and %d snapshots',
      async (DeletionPolicy, clusters, snapshots, status) => {
        const template = resources({
          Group: { ...subnetGroup, DeletionPolicy: 'Retain' },
          Secret: secret,
          Cluster: cluster({}, { DeletionPolicy }),
        });
        const { StackId } = await cfn.deploy('shop', template);
        await cfn.call('DeleteStack', {
          StackName: 'shop',
          ClientRequestToken: 'bye',
        });
        expect((await cfn.settled(StackId)).StackStatus).toBe(
          'DELETE_COMPLETE',
        );
        expect([rds.clusters.size, rds.snapshots.length]).toEqual([
          clusters,
          snapshots,
        ]);
        expect(await story(StackId)).toContain(`Cluster ${status}`);
        const last = (await cfn.events(StackId)).at(-1);
        expect(last).toMatchObject({
          ResourceStatus: 'DELETE_COMPLETE',
          ClientRequestToken: 'bye',
        });
      },
    );

    it('by the rollback of its creation keeps Retain and not RetainExceptOnCreate', async () => {
      rds.failures.set('CreateDBSubnetGroup', refusal);
      const template = resources({
        Kept: topic('kept', { DeletionPolicy: 'Retain' }),
        Gone: topic('gone', { DeletionPolicy: 'RetainExceptOnCreate' }),
        Group: { ...subnetGroup, DependsOn: ['Kept', 'Gone'] },
      });
      await cfn.deploy('shop', template);
      const { Topics } = await cfn.services.call(
        'sns',
        'ListTopics',
        {},
        cfn.context,
      );
      expect(Topics).toEqual([
        { TopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:kept' },
      ]);
    });

    it('fails at a protected cluster after its instance is deleted, and continues if told to retain it', async () => {
      const { StackId } = await cfn.deploy(
        'shop',
        database({ DeletionProtection: true }),
      );
      await cfn.call('DeleteStack', { StackName: 'shop' });
      expect(await cfn.settled(StackId)).toMatchObject({
        StackStatus: 'DELETE_FAILED',
        StackStatusReason:
          'The following resource(s) failed to delete: [Cluster]. ',
      });
      expect(rds.instances.size).toBe(0);
      expect(await reasonOf('shop', 'Cluster', 'DELETE_FAILED')).toContain(
        'Cannot delete protected Cluster',
      );
      await cfn.call('DeleteStack', {
        StackName: 'shop',
        RetainResources: ['Cluster'],
      });
      expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
      expect(rds.clusters.size).toBe(1);
    });

    it('is refused by termination protection until it is off', async () => {
      const { StackId } = await cfn.deploy('shop', resources({ A: topic() }));
      await cfn.call('UpdateTerminationProtection', {
        StackName: 'shop',
        EnableTerminationProtection: 'true',
      });
      await expect(
        cfn.call('DeleteStack', { StackName: 'shop' }),
      ).rejects.toMatchObject({
        code: 'ValidationError',
        message:
          'Stack [shop] cannot be deleted while TerminationProtection is enabled',
      });
      await cfn.call('UpdateTerminationProtection', {
        StackName: 'shop',
        EnableTerminationProtection: 'false',
      });
      await cfn.call('DeleteStack', { StackName: 'shop' });
      expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    });

    it('is kept with its events until twenty more stacks are deleted', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 22; index += 1) {
        const { StackId } = await cfn.deploy('shop', resources({ A: topic() }));
        await cfn.call('DeleteStack', { StackName: 'shop' });
        await cfn.settled(StackId);
        ids.push(StackId);
      }
      // The last deletion may still be removing old stacks.
      const [first = '', , third = ''] = ids;
      expect(await story(third)).toContain('A DELETE_COMPLETE');
      await expect(cfn.stack(first)).rejects.toThrow(
        `Stack with id ${first} does not exist`,
      );
    });

    it('is no error if the stack does not exist', async () => {
      await expect(
        cfn.call('DeleteStack', { StackName: 'nothing' }),
      ).resolves.toEqual({});
    });
  });

  describe('with exports', () => {
    const exporter = (value = 'v1', Name = 'shop-value') => ({
      Resources: { A: topic() },
      Outputs: { X: { Value: value, Export: { Name } } },
    });
    const importer = {
      Resources: { B: topic('importer') },
      Outputs: { Y: { Value: { 'Fn::ImportValue': 'shop-value' } } },
    };

    it('exports its values, and can neither be deleted nor change them while they are in use', async () => {
      await cfn.deploy('exporter', exporter());
      expect((await cfn.deploy('importer', importer)).Outputs).toEqual([
        { OutputKey: 'Y', OutputValue: 'v1' },
      ]);
      expect(
        await cfn.call('ListImports', { ExportName: 'shop-value' }),
      ).toMatchObject({ Imports: ['importer'] });
      await expect(
        cfn.call('DeleteStack', { StackName: 'exporter' }),
      ).rejects.toThrow(
        'Export shop-value cannot be deleted as it is in use by importer',
      );
      expect(await cfn.deploy('exporter', exporter('v2'))).toMatchObject({
        StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      });
      expect(
        await reasonOf('exporter', 'exporter', 'UPDATE_ROLLBACK_IN_PROGRESS'),
      ).toBe('Export shop-value cannot be updated as it is in use by importer');
      await cfn.call('DeleteStack', { StackName: 'importer' });
    });

    it('fails if another stack exports the name', async () => {
      await cfn.deploy('exporter', exporter());
      expect(await cfn.deploy('second', exporter())).toMatchObject({
        StackStatus: 'ROLLBACK_COMPLETE',
      });
      expect(
        await reasonOf('second', 'second', 'ROLLBACK_IN_PROGRESS'),
      ).toContain(
        'Export with name shop-value is already exported by stack exporter.',
      );
    });

    it('that does not exist fails the change set', async () => {
      await cfn.call('CreateChangeSet', {
        StackName: 'importer',
        ChangeSetName: 'one',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify(importer),
      });
      expect(
        await cfn.call('DescribeChangeSet', {
          StackName: 'importer',
          ChangeSetName: 'one',
        }),
      ).toMatchObject({
        Status: 'FAILED',
        StatusReason: 'No export named shop-value found.',
      });
    });
  });

  describe('being looked at', () => {
    it('shows its events in pages, the newest first, which new events do not shift', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`T${index}`, topic()]),
      );
      await cfn.deploy('shop', resources(many));
      const first = await cfn.call('DescribeStackEvents', {
        StackName: 'shop',
      });
      await cfn.deploy('shop', resources({ ...many, More: topic() }));
      const second = await cfn.call('DescribeStackEvents', {
        StackName: 'shop',
        NextToken: first.NextToken,
      });
      const all = [first, second].flatMap(page => Object(page).StackEvents);
      expect(Object(first).StackEvents).toHaveLength(100);
      expect(new Set(all.map(({ EventId }) => EventId)).size).toBe(123);
      expect(all[0]).toMatchObject({
        ResourceStatus: 'CREATE_COMPLETE',
        LogicalResourceId: 'shop',
      });
      expect(all.at(-1)).toMatchObject({
        ResourceStatus: 'REVIEW_IN_PROGRESS',
      });
    });

    it('is not visible to another account', async () => {
      await cfn.deploy('shop', resources({ A: topic() }));
      const other = { ...cfn.context, accountId: '210987654321' };
      const { Stacks } = await cfn.services.call(
        'cloudformation',
        'DescribeStacks',
        {},
        other,
      );
      expect(Stacks).toEqual([]);
    });

    it('is listed by status', async () => {
      const { StackId } = await cfn.deploy('gone', resources({ A: topic() }));
      await cfn.deploy('shop', resources({ A: topic() }));
      await cfn.call('DeleteStack', { StackName: 'gone' });
      await cfn.settled(StackId);
      expect(
        await cfn.call('ListStacks', {
          StackStatusFilter: ['DELETE_COMPLETE'],
        }),
      ).toMatchObject({ StackSummaries: [{ StackId }] });
      const { StackResources } = await cfn.call('DescribeStackResources', {
        StackName: 'shop',
      });
      expect(StackResources).toMatchObject([
        { LogicalResourceId: 'A', ResourceStatus: 'CREATE_COMPLETE' },
      ]);
    });

    it('hides a parameter with NoEcho', async () => {
      const template = {
        Parameters: {
          Password: { Type: 'String', NoEcho: true },
          Name: { Type: 'String' },
        },
        Resources: { A: topic() },
      };
      await cfn.deploy('shop', template, {
        Parameters: [
          { ParameterKey: 'Password', ParameterValue: 'x' },
          { ParameterKey: 'Name', ParameterValue: 'y' },
        ],
      });
      expect(
        await cfn.call('DescribeStacks', { StackName: 'shop' }),
      ).toMatchObject({
        Stacks: [
          {
            Parameters: [
              { ParameterKey: 'Password', ParameterValue: '****' },
              { ParameterKey: 'Name', ParameterValue: 'y' },
            ],
          },
        ],
      });
    });
  });
});
