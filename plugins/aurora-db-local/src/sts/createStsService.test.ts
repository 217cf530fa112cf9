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
    const { Credentials } = await sts.assumeRole({
      RoleArn,
      RoleSessionName: 'test',
      DurationSeconds: 900,
    });
    const seconds =
      ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(890);
    expect(seconds).toBeLessThanOrEqual(900);
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
});
