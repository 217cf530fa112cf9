import { createKmsService } from '../kms/createKmsService';
import { openService } from '../testing/openService';
import { createSsmService } from './createSsmService';

describe('Parameter Store', () => {
  let ssm: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    ssm = await openService(createSsmService, createKmsService);
  });

  afterEach(() => ssm.close());

  const put = (Name: string, Value: string, more = {}) =>
    ssm.call('PutParameter', { Name, Value, Type: 'String', ...more });
  const get = (Name: string, more = {}) =>
    ssm.call('GetParameter', { Name, ...more });

  it('keeps every version of a parameter, by number and by label', async () => {
    await put('/app/host', 'a', { Description: 'the host' });
    await put('/app/host', 'b', { Overwrite: true, Type: undefined });
    await ssm.call('LabelParameterVersion', {
      Name: '/app/host',
      ParameterVersion: 1,
      Labels: ['stable', '1st'],
    });
    await expect(get('/app/host')).resolves.toMatchObject({
      Parameter: {
        Value: 'b',
        Version: 2,
        ARN: 'arn:aws:ssm:ap-northeast-1:123456789012:parameter/app/host',
      },
    });
    await expect(get('/app/host:1')).resolves.toMatchObject({
      Parameter: { Name: '/app/host', Value: 'a', Selector: ':1' },
    });
    await expect(get('/app/host:stable')).resolves.toMatchObject({
      Parameter: { Value: 'a' },
    });
    await expect(get('/app/host:7')).rejects.toMatchObject({
      code: 'ParameterVersionNotFound',
    });
    await expect(
      ssm.call('GetParameterHistory', { Name: '/app/host' }),
    ).resolves.toMatchObject({
      Parameters: [
        { Version: 1, Value: 'a', Labels: ['stable'] },
        { Version: 2, Value: 'b', Labels: [], Description: 'the host' },
      ],
    });
  });

  it.each(['/top', 'plain', '/app/host'])('finds %s by its ARN', async name => {
    await put(name, 'a');
    const arn = `arn:aws:ssm:ap-northeast-1:123456789012:parameter/${name.replace(/^\//, '')}`;
    await expect(get(arn)).resolves.toMatchObject({
      Parameter: { Name: name, ARN: arn },
    });
    await expect(get(`${arn}:1`)).resolves.toMatchObject({
      Parameter: { Name: name, Selector: ':1' },
    });
  });

  it('drops the oldest of 100 versions, unless it has a label', async () => {
    for (let version = 1; version <= 101; version++) {
      await put('many', String(version), { Overwrite: true });
    }
    await expect(get('many:1')).rejects.toMatchObject({
      code: 'ParameterVersionNotFound',
    });
    await ssm.call('LabelParameterVersion', {
      Name: 'many',
      ParameterVersion: 2,
      Labels: ['kept'],
    });
    await expect(put('many', 'x', { Overwrite: true })).rejects.toMatchObject({
      code: 'ParameterMaxVersionLimitExceeded',
    });
  });

  it('shows the value of a SecureString only to those who ask for it', async () => {
    await put('/app/password', 'geheim', { Type: 'SecureString' });
    const hidden = JSON.stringify(await get('/app/password'));
    expect(hidden).not.toContain('geheim');
    expect(hidden).not.toContain(Buffer.from('geheim').toString('base64'));
    await expect(
      get('/app/password', { WithDecryption: true }),
    ).resolves.toMatchObject({ Parameter: { Value: 'geheim' } });
    await expect(ssm.call('DescribeParameters')).resolves.toMatchObject({
      Parameters: [{ Name: '/app/password', KeyId: 'alias/aws/ssm' }],
    });
  });

  it('encrypts with a key only if KMS has it', async () => {
    const secure = (name: string, KeyId: string) =>
      put(name, 'x', { Type: 'SecureString', KeyId });
    await expect(secure('/app/key', 'alias/none')).rejects.toMatchObject({
      code: 'InvalidKeyId',
      message: 'The key alias/none does not exist or is not enabled.',
    });
    await secure('/app/key', 'alias/aws/rds');
    await expect(ssm.call('DescribeParameters')).resolves.toMatchObject({
      Parameters: [{ KeyId: 'alias/aws/rds' }],
    });
  });

  it('lists a level of a hierarchy, or all below it', async () => {
    for (const name of ['/a/x', '/a/b/y', '/ab/z', 'w']) {
      await put(name, 'v');
    }
    const names = async (Path: string, Recursive: boolean) => {
      const { Parameters } = await ssm.call('GetParametersByPath', {
        Path,
        Recursive,
      });
      return JSON.stringify(Parameters).match(/(?<="Name":")[^"]+/g);
    };
    expect(await names('/a', false)).toEqual(['/a/x']);
    expect(await names('/a/', true)).toEqual(['/a/b/y', '/a/x']);
    expect(await names('/', false)).toEqual(['w']);
  });

  it.each([
    ['Name BeginsWith', { Key: 'Name', Option: 'BeginsWith', Values: ['/a'] }],
    ['Type', { Key: 'Type', Values: ['StringList'] }],
    ['Path', { Key: 'Path', Option: 'Recursive', Values: ['/a'] }],
    ['a tag', { Key: 'tag:team', Values: ['shop'] }],
  ])('finds parameters by %s', async (_, filter) => {
    await put('/a/x', '1,2', {
      Type: 'StringList',
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    await put('/b', 'v');
    await expect(
      ssm.call('DescribeParameters', { ParameterFilters: [filter] }),
    ).resolves.toEqual({
      Parameters: [expect.objectContaining({ Name: '/a/x' })],
      NextToken: undefined,
    });
  });

  it.each([
    ['awsome', 'v', {}, 'ValidationException'],
    ['/aws/x', 'v', {}, 'AccessDeniedException'],
    ['a/b', 'v', {}, 'ValidationException'],
    [`/${'a/'.repeat(15)}a`, 'v', {}, 'HierarchyLevelLimitExceededException'],
    ['x', 'v'.repeat(4097), {}, 'ValidationException'],
    ['x', 'v', { Type: undefined }, 'ValidationException'],
    ['x', 'v', { DataType: 'aws:x' }, 'ValidationException'],
    ['x', '{{ssm:y}}', {}, 'ValidationException'],
    [
      'x',
      'v',
      { AllowedPattern: '[0-9]+' },
      'ParameterPatternMismatchException',
    ],
    ['x', 'v', { AllowedPattern: '[' }, 'InvalidAllowedPatternException'],
    ['x', 'v', { Policies: '[{"Type":"Expiration"}]' }, 'ValidationException'],
    ['x', 'v', { Overwritten: true }, 'ValidationException'],
  ])('refuses %s = %s with %j', async (name, value, more, code) => {
    await expect(put(name, value, more)).rejects.toMatchObject({ code });
  });

  it('never overwrites a parameter unless asked, nor downgrades its tier', async () => {
    await put('x', 'v'.repeat(5000), { Tier: 'Intelligent-Tiering' });
    await expect(put('x', 'w')).rejects.toMatchObject({
      code: 'ParameterAlreadyExists',
    });
    await expect(
      put('x', 'w', { Overwrite: true, Tier: 'Standard' }),
    ).rejects.toThrow(/can't downgrade/);
    await expect(put('x', 'w', { Overwrite: true })).resolves.toEqual({
      Version: 2,
      Tier: 'Advanced',
    });
  });

  it('has the version of the CDK bootstrap resources until the user deletes it', async () => {
    const Name = '/cdk-bootstrap/hnb659fds/version';
    await expect(get(Name)).resolves.toMatchObject({
      Parameter: { Value: '32', Type: 'String' },
    });
    await expect(get('/cdk-bootstrap/other/version')).resolves.toMatchObject({
      Parameter: { Value: '32' },
    });
    await expect(ssm.call('DescribeParameters')).resolves.toMatchObject({
      Parameters: [],
    });
    await put(Name, '6');
    await expect(get(Name)).resolves.toMatchObject({
      Parameter: { Value: '6', Version: 1 },
    });
    await ssm.call('DeleteParameter', { Name });
    await expect(get(Name)).rejects.toMatchObject({
      code: 'ParameterNotFound',
    });
    await expect(
      ssm.call('DeleteParameters', {
        Names: [Name, '/cdk-bootstrap/q/version'],
      }),
    ).resolves.toEqual({
      DeletedParameters: ['/cdk-bootstrap/q/version'],
      InvalidParameters: [Name],
    });
  });

  it('keeps tags', async () => {
    await put('x', 'v');
    const resource = { ResourceType: 'Parameter', ResourceId: 'x' };
    await ssm.call('AddTagsToResource', {
      ...resource,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    await ssm.call('RemoveTagsFromResource', { ...resource, TagKeys: ['a'] });
    await expect(ssm.call('ListTagsForResource', resource)).resolves.toEqual({
      TagList: [{ Key: 'b', Value: '2' }],
    });
    await expect(
      ssm.call('ListTagsForResource', { ...resource, ResourceId: 'y' }),
    ).rejects.toMatchObject({ code: 'InvalidResourceId' });
  });
});
