import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import { encodeSessionToken } from './sessionToken';

const RoleArn = 'arn:aws:iam::222222222222:role/path/portal';

describe('STS', () => {
  let endpoint: TestEndpoint;
  let sts: STS;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    sts = new STS(endpoint.clientConfig());
  });

  afterAll(() => endpoint.stop());

  async function assume(DurationSeconds?: number) {
    const { Credentials } = await sts.assumeRole({
      RoleArn,
      RoleSessionName: 'test',
      DurationSeconds,
    });
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    };
  }

  it("issues credentials that act in the role's account", async () => {
    const config = { ...endpoint.clientConfig(), credentials: await assume() };
    await expect(new STS(config).getCallerIdentity({})).resolves.toMatchObject({
      Account: '222222222222',
      Arn: 'arn:aws:sts::222222222222:assumed-role/portal/test',
      UserId: expect.stringMatching(/^AROA[0-9A-F]{17}:test$/),
    });
    const { ARN } = await new SecretsManager(config).createSecret({
      Name: 'there',
    });
    expect(ARN).toContain(':222222222222:');
  });

  it('issues credentials for the requested time', async () => {
    const before = Date.now();
    const { Credentials } = await sts.assumeRole({
      RoleArn,
      RoleSessionName: 'test',
      DurationSeconds: 900,
    });
    const issuedAt = (Credentials?.Expiration?.getTime() ?? 0) - 900_000;
    // The answer has whole seconds.
    expect(issuedAt).toBeGreaterThan(before - 1_000);
    expect(issuedAt).toBeLessThanOrEqual(Date.now());
  });

  it('refuses expired credentials', async () => {
    const sessionToken = encodeSessionToken({
      accountId: '222222222222',
      principalArn: 'arn:aws:sts::222222222222:assumed-role/portal/test',
      expiresAt: Date.now() - 1000,
    });
    const credentials = { ...(await assume()), sessionToken };
    await expect(
      new STS({ ...endpoint.clientConfig(), credentials }).getCallerIdentity(
        {},
      ),
    ).rejects.toMatchObject({ name: 'ExpiredToken' });
    await expect(
      new SecretsManager({
        ...endpoint.clientConfig(),
        credentials,
      }).listSecrets({}),
    ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it.each([
    ['a role that is no ARN', { RoleArn: 'portal', RoleSessionName: 'test' }],
    ['a session name with spaces', { RoleArn, RoleSessionName: 'a b' }],
    [
      'too short a time',
      { RoleArn, RoleSessionName: 'test', DurationSeconds: 60 },
    ],
  ])('refuses %s', async (_, input) => {
    await expect(sts.assumeRole(input)).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  describe('with a role that exists', () => {
    const arn = 'arn:aws:iam::123456789012:role/release';
    const assumeExisting = (input: object) =>
      sts.assumeRole({ RoleArn: arn, RoleSessionName: 'test', ...input });

    beforeAll(async () => {
      await new IAM(endpoint.clientConfig()).createRole({
        RoleName: 'release',
        MaxSessionDuration: 7200,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'partner-1' } },
          },
        }),
      });
    });

    it('gives no longer session than the role allows', async () => {
      const ExternalId = 'partner-1';
      await assumeExisting({ ExternalId, DurationSeconds: 7200 });
      await expect(
        assumeExisting({ ExternalId, DurationSeconds: 7201 }),
      ).rejects.toMatchObject({
        name: 'ValidationError',
        message:
          'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      });
    });

    it('demands the external id of its trust policy', async () => {
      for (const ExternalId of [undefined, 'partner-2']) {
        await expect(assumeExisting({ ExternalId })).rejects.toMatchObject({
          name: 'AccessDenied',
        });
      }
    });
  });

  it('gives a role that assumes another one an hour at most', async () => {
    const chained = new STS({
      ...endpoint.clientConfig(),
      credentials: await assume(),
    });
    const input = { RoleArn, RoleSessionName: 'chained' };
    await chained.assumeRole(input);
    await expect(
      chained.assumeRole({ ...input, DurationSeconds: 3601 }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('role chaining'),
    });
    await expect(chained.getSessionToken({})).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    ['Policy', { Policy: '{}' }],
    ['PolicyArns', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/x' }] }],
    ['TokenCode', { TokenCode: '123456' }],
  ])('does not ignore %s', async (name, input) => {
    await expect(
      sts.assumeRole({ RoleArn, RoleSessionName: 'test', ...input }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(name),
    });
  });

  it('takes tags of a session and its source identity', async () => {
    await expect(
      sts.assumeRole({
        RoleArn,
        RoleSessionName: 'test',
        SourceIdentity: 'ada',
        Tags: [{ Key: 'team', Value: 'shop' }],
        TransitiveTagKeys: ['team'],
      }),
    ).resolves.toMatchObject({ SourceIdentity: 'ada' });
  });
});
