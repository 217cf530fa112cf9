import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { cluster, database, resources, topic } from './testing/templates';

type Running = Awaited<ReturnType<typeof startCloudFormation>>;

describe('change sets', () => {
  let cfn: Running;

  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterEach(() => cfn.stop());

  const create = (input: Record<string, unknown>) =>
    cfn.call('CreateChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'one',
      ChangeSetType: 'CREATE',
      TemplateBody: JSON.stringify(database()),
      ...input,
    });
  const update = async (
    template: unknown,
    more: Record<string, unknown> = {},
  ) => {
    await create({
      ChangeSetName: 'two',
      ChangeSetType: 'UPDATE',
      TemplateBody: JSON.stringify(template),
      ...more,
    });
    return cfn.call('DescribeChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'two',
      IncludePropertyValues: true,
    });
  };
  const changeOf = (description: Record<string, unknown>, logicalId: string) =>
    (Array.isArray(description.Changes) ? description.Changes : [])
      .map(({ ResourceChange }) => ResourceChange)
      .find(({ LogicalResourceId }) => LogicalResourceId === logicalId);

  it('of a new stack add every resource and leave it in review', async () => {
    await create({
      Tags: [{ Key: 'team', Value: 'shop' }],
      OnStackFailure: 'DELETE',
    });
    const described = await cfn.call('DescribeChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'one',
    });
    expect(described).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      OnStackFailure: 'DELETE',
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(changeOf(described, 'Cluster')).toMatchObject({
      Action: 'Add',
      ResourceType: 'AWS::RDS::DBCluster',
    });
    expect(described.Changes).toHaveLength(5);
    expect((await cfn.stack('shop')).StackStatus).toBe('REVIEW_IN_PROGRESS');
  });

  it('fail with AWS’s words if nothing changes', async () => {
    await cfn.deploy('shop', database());
    expect(await update(database())).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
      Changes: [],
    });
    await expect(
      cfn.call('ExecuteChangeSet', { StackName: 'shop', ChangeSetName: 'two' }),
    ).rejects.toMatchObject({ code: 'InvalidChangeSetStatus' });
    await expect(
      cfn.call('UpdateStack', {
        StackName: 'shop',
        TemplateBody: JSON.stringify(database()),
      }),
    ).rejects.toThrow('No updates are to be performed.');
  });

  it.each([
    ['BackupRetentionPeriod', 14, 'Never', 'False'],
    ['EngineVersion', '15.17', 'Never', 'False'],
    [
      'ServerlessV2ScalingConfiguration',
      { MinCapacity: 0.5, MaxCapacity: 2 },
      'Never',
      'False',
    ],
    ['MasterUsername', 'admin', 'Conditionally', 'Conditional'],
    ['Engine', 'aurora-mysql', 'Conditionally', 'Conditional'],
    ['DatabaseName', 'other', 'Always', 'True'],
    ['StorageEncrypted', true, 'Always', 'True'],
    ['KmsKeyId', 'key', 'Always', 'True'],
    ['SnapshotIdentifier', 'snapshot', 'Always', 'True'],
    ['SourceDBClusterIdentifier', 'other', 'Always', 'True'],
    ['RestoreToTime', '2026-01-01T00:00:00Z', 'Always', 'True'],
    ['UseLatestRestorableTime', true, 'Always', 'True'],
    ['DBClusterIdentifier', 'other', 'Always', 'True'],
    ['DBSubnetGroupName', 'other', 'Always', 'True'],
    ['AvailabilityZones', ['a'], 'Always', 'True'],
  ])(
    'of a cluster’s %s show the consequences',
    async (name, value, RequiresRecreation, Replacement) => {
      await cfn.deploy('shop', database());
      const change = changeOf(
        await update(database({ [name]: value })),
        'Cluster',
      );
      expect(change).toMatchObject({
        Action: 'Modify',
        Replacement,
        Scope: ['Properties'],
        PhysicalResourceId: 'shop-dev',
      });
      const AfterValue =
        typeof value === 'string' ? value : JSON.stringify(value);
      expect(change.Details).toContainEqual(
        expect.objectContaining({
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
          Target: expect.objectContaining({
            Attribute: 'Properties',
            Name: name,
            RequiresRecreation,
            Path: `/Properties/${name}`,
            AfterValue,
          }),
        }),
      );
    },
  );

  it('treat neither the case of an identifier nor the type of a scalar as a change', async () => {
    await cfn.deploy('shop', database());
    const { Status } = await update(
      database({ DBClusterIdentifier: 'Shop-Dev', BackupRetentionPeriod: '7' }),
    );
    expect(Status).toBe('FAILED');
  });

  it('show the effect of a replaced resource on those that refer to it', async () => {
    await cfn.deploy('shop', database());
    const described = await update(database({ DBClusterIdentifier: 'other' }));
    expect(changeOf(described, 'Cluster')).toMatchObject({
      Replacement: 'True',
      PolicyAction: 'ReplaceAndDelete',
    });
    expect(changeOf(described, 'Writer')).toMatchObject({
      Replacement: 'Conditional',
      Details: [
        {
          Evaluation: 'Dynamic',
          ChangeSource: 'ResourceReference',
          CausingEntity: 'Cluster',
          Target: { Name: 'DBClusterIdentifier', RequiresRecreation: 'Always' },
        },
      ],
    });
  });

  it('show a removal with the deletion policy of the resource', async () => {
    const {
      Cluster: _,
      Writer: __,
      Attachment: ___,
      ...rest
    } = database().Resources;
    await cfn.deploy('shop', database({}, { DeletionPolicy: 'Snapshot' }));
    const described = await update({ Resources: rest });
    expect(changeOf(described, 'Cluster')).toMatchObject({
      Action: 'Remove',
      PhysicalResourceId: 'shop-dev',
      PolicyAction: 'Snapshot',
    });
  });

  it('show changed stack tags on every resource that has tags', async () => {
    await cfn.deploy('shop', database());
    const described = await update(database(), {
      Tags: [{ Key: 'team', Value: 'web' }],
    });
    expect(changeOf(described, 'Cluster')).toMatchObject({
      Scope: ['Tags'],
      Replacement: 'False',
    });
  });

  it('name the parameter that causes a change', async () => {
    const template = {
      ...database({ BackupRetentionPeriod: { Ref: 'Days' } }),
      Parameters: { Days: { Type: 'Number', Default: 7 } },
    };
    await cfn.deploy('shop', template);
    const described = await update(template, {
      Parameters: [{ ParameterKey: 'Days', ParameterValue: '9' }],
    });
    expect(changeOf(described, 'Cluster').Details).toMatchObject([
      { ChangeSource: 'ParameterReference', CausingEntity: 'Days' },
    ]);
  });

  it('show property values only if asked', async () => {
    await cfn.deploy('shop', database());
    await update(database({ BackupRetentionPeriod: 9 }));
    const described = await cfn.call('DescribeChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'two',
    });
    expect(changeOf(described, 'Cluster').Details[0].Target).toEqual({
      Attribute: 'Properties',
      Name: 'BackupRetentionPeriod',
      RequiresRecreation: 'Never',
    });
  });

  it('of the same name exist once, also for concurrent requests', async () => {
    const results = await Promise.allSettled([create({}), create({})]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        code: 'AlreadyExistsException',
        message: 'ChangeSet one already exists',
      },
    });
  });

  it('answer a repeated request with the same token as before', async () => {
    const [first, second] = await Promise.all([
      create({ ClientToken: 'token' }),
      create({ ClientToken: 'token' }),
    ]);
    expect(second).toEqual(first);
    await expect(
      create({ ClientToken: 'token', Description: 'another' }),
    ).rejects.toMatchObject({ code: 'AlreadyExistsException' });
  });

  it('are executed once, and a repeated execution with the same token is no error', async () => {
    await create({});
    const names = { StackName: 'shop', ChangeSetName: 'one' };
    await Promise.all([
      cfn.call('ExecuteChangeSet', { ...names, ClientRequestToken: 'once' }),
      cfn.call('ExecuteChangeSet', { ...names, ClientRequestToken: 'once' }),
    ]);
    expect((await cfn.settled('shop')).StackStatus).toBe('CREATE_COMPLETE');
    await cfn.call('ExecuteChangeSet', {
      ...names,
      ClientRequestToken: 'once',
    });
    await expect(
      cfn.call('ExecuteChangeSet', { ...names, ClientRequestToken: 'twice' }),
    ).rejects.toThrow(
      'cannot be executed in its current execution status of [EXECUTE_COMPLETE]',
    );
    const started = (await cfn.events('shop')).filter(
      ({ ResourceStatus, LogicalResourceId }) =>
        LogicalResourceId === 'shop' && ResourceStatus === 'CREATE_IN_PROGRESS',
    );
    expect(started).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, object]>([
    [
      'an update of nothing',
      { ChangeSetType: 'UPDATE' },
      { code: 'ValidationError', message: 'Stack [shop] does not exist' },
    ],
    [
      'IAM without the capability',
      {
        TemplateBody: JSON.stringify(
          resources({
            Role: {
              Type: 'AWS::IAM::Role',
              Properties: { AssumeRolePolicyDocument: {} },
            },
          }),
        ),
      },
      {
        code: 'InsufficientCapabilitiesException',
        message: 'Requires capabilities : [CAPABILITY_IAM]',
      },
    ],
    [
      'a template that is too long',
      {
        TemplateBody: `${JSON.stringify(resources({ A: topic() }))}${' '.repeat(51_200)}`,
      },
      {
        code: 'ValidationError',
        message: expect.stringMatching(
          /at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200$/,
        ),
      },
    ],
    [
      'a name that isn’t one',
      { StackName: '1shop' },
      {
        code: 'ValidationError',
        message: expect.stringContaining("at 'stackName'"),
      },
    ],
    [
      'a parameter that the template lacks',
      { Parameters: [{ ParameterKey: 'X', ParameterValue: '1' }] },
      { message: 'Parameters: [X] do not exist in the template' },
    ],
    [
      'a missing parameter',
      {
        TemplateBody: JSON.stringify({
          Parameters: { P: { Type: 'String' } },
          Resources: { A: topic() },
        }),
      },
      { message: 'Parameters: [P] must have values' },
    ],
    [
      'a reserved tag',
      { Tags: [{ Key: 'aws:x', Value: '1' }] },
      {
        message: expect.stringContaining(
          'aws: prefixed tag key names are not allowed',
        ),
      },
    ],
  ])('refuse %s', async (_, input, error) => {
    await expect(create(input)).rejects.toMatchObject(error);
  });

  it('fail if a resource would get another type, as an update does', async () => {
    await cfn.deploy('shop', resources({ Topic: topic('alerts') }));
    const TemplateBody = JSON.stringify(
      resources({ Topic: { Type: 'AWS::Logs::LogGroup' } }),
    );
    const names = { StackName: 'shop', ChangeSetName: 'other-type' };
    const message =
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Topic]';
    await cfn.call('CreateChangeSet', { ...names, TemplateBody });
    await expect(cfn.call('DescribeChangeSet', names)).resolves.toMatchObject({
      Status: 'FAILED',
      StatusReason: message,
    });
    await expect(
      cfn.call('UpdateStack', { StackName: 'shop', TemplateBody }),
    ).rejects.toMatchObject({ code: 'ValidationError', message });
  });

  it('of type CREATE are refused for a stack that exists', async () => {
    await cfn.deploy('shop', resources({ A: topic() }));
    await expect(create({})).rejects.toThrow(
      'Stack [shop] already exists and cannot be created again with the changeSet [one].',
    );
  });

  it('invalidate each other: the execution of one deletes the others', async () => {
    await create({});
    await create({ ChangeSetName: 'other' });
    await cfn.call('ExecuteChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'one',
    });
    await cfn.settled('shop');
    await expect(
      cfn.call('DescribeChangeSet', {
        StackName: 'shop',
        ChangeSetName: 'other',
      }),
    ).rejects.toMatchObject({ code: 'ChangeSetNotFound' });
    expect(
      await cfn.call('ListChangeSets', { StackName: 'shop' }),
    ).toMatchObject({
      Summaries: [
        { ChangeSetName: 'one', ExecutionStatus: 'EXECUTE_COMPLETE' },
      ],
    });
  });

  it('carry their own template', async () => {
    await create({
      TemplateBody: JSON.stringify(
        resources({
          Cluster: { ...cluster(), DependsOn: [] },
          Group: database().Resources.Group,
          Secret: database().Resources.Secret,
        }),
      ),
    });
    const { TemplateBody } = await cfn.call('GetTemplate', {
      StackName: 'shop',
      ChangeSetName: 'one',
    });
    expect(JSON.parse(String(TemplateBody)).Resources).toHaveProperty(
      'Cluster',
    );
  });

  it('can be deleted with the stack that they left in review', async () => {
    await create({});
    await cfn.call('DeleteChangeSet', {
      StackName: 'shop',
      ChangeSetName: 'one',
    });
    const { StackId } = await cfn.stack('shop');
    await cfn.call('DeleteStack', { StackName: 'shop' });
    expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(cfn.stack('shop')).rejects.toThrow(
      'Stack with id shop does not exist',
    );
  });
});
