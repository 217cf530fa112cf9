import { join } from 'node:path';
import { SessionSecrets } from '../../sts/SessionSecrets';
import { encodeSessionToken } from '../../sts/sessionToken';
import {
  accountId,
  connectStatement,
  startIamRds,
  type TestCredentials,
  type TestIamRds,
  type TokenWishes,
} from '../testing/startIamRds';
import type { TestCluster } from '../testing/startRds';

jest.setTimeout(180_000);

const minute = 60_000;
const clusters = 'arn:aws:rds-db:ap-northeast-1:123456789012:dbuser:';

describe('a token', () => {
  let test: TestIamRds;
  let cluster: TestCluster;
  let application: TestCredentials;

  beforeAll(async () => {
    test = await startIamRds();
    await test.createCluster('shop', { EnableIAMDatabaseAuthentication: true });
    await test.createInstance('shop', 'one');
    cluster = await test.until('shop');
    await test.query(
      cluster,
      `CREATE USER "lambda-user" PASSWORD 'of-no-use'; GRANT rds_iam TO "lambda-user"; CREATE USER other IN ROLE rds_iam`,
    );
    await test.putRole('application', [
      connectStatement(await test.resourceId('shop')),
    ]);
    application = await test.assume('application');
  });

  afterAll(() => test?.stop());

  const signed = (wishes: Partial<TokenWishes> = {}) =>
    test.tokenFor(cluster, { credentials: application, ...wishes });

  /** Created on a machine with a wrong clock. */
  async function signedOff(ms: number): Promise<string> {
    jest.useFakeTimers({
      now: Date.now() + ms,
      doNotFake: [
        'nextTick',
        'queueMicrotask',
        'setImmediate',
        'setInterval',
        'setTimeout',
      ],
    });
    try {
      return await signed();
    } finally {
      jest.useRealTimers();
    }
  }

  /** Of a role with these rights. */
  async function signedWith(...statements: object[]): Promise<string> {
    await test.putRole('trial', statements);
    return signed({ credentials: await test.assume('trial') });
  }

  async function expiredSession(): Promise<TestCredentials> {
    const accessKeyId = 'ASIA0123456789ABCDEF';
    const sessionToken = encodeSessionToken({
      accountId,
      principalArn: `arn:aws:sts::${accountId}:assumed-role/application/test`,
      expiresAt: Date.now() - 1000,
    });
    const secrets = await SessionSecrets.open(
      join(test.endpoint.stateDirectory, 'sts', 'session-key'),
    );
    const secretAccessKey = secrets.secretOf(accessKeyId, sessionToken);
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  const changed = (pattern: RegExp, to: string) => async () =>
    (await signed()).replace(pattern, to);

  it.each<[string, () => Promise<string>]>([
    ['as the SDK makes it', signed],
    ['from fourteen minutes ago', () => signedOff(-14 * minute)],
    ['of a clock that is four minutes ahead', () => signedOff(4 * minute)],
    [
      'of a role that wildcards let connect',
      () =>
        signedWith({
          Effect: 'Allow',
          Action: ['rds:*', 'RDS-DB:conn?ct'],
          Resource: `${clusters}*/lambda-*`,
        }),
    ],
  ])('%s opens the cluster', async (_, password) => {
    await expect(test.logIn(cluster, await password())).resolves.toEqual([
      { me: 'lambda-user' },
    ]);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'that expired a moment ago',
      () => signedOff(-15 * minute - 1000),
      /expired 900 s after 2/,
    ],
    ['from the future', () => signedOff(6 * minute), /signed in the future/],
    [
      'with a forged signature',
      changed(/(?<=X-Amz-Signature=)\w+/, '0'.repeat(64)),
      /not signed with the secret access key of ASIA/,
    ],
    [
      'with half a signature',
      changed(/(?<=X-Amz-Signature=\w{32})\w+/, ''),
      /X-Amz-Signature: must have 64 hexadecimal digits/,
    ],
    [
      'whose life was made longer',
      changed(/X-Amz-Expires=900/, 'X-Amz-Expires=90000'),
      /X-Amz-Expires: .*900/,
    ],
    [
      'whose date was changed',
      changed(/(?<=X-Amz-Date=\d{8}T)\d{6}/, '000000'),
      /expired|not signed|future/,
    ],
    [
      'of another user, changed to this one',
      async () =>
        (await signed({ username: 'other' })).replace('other', 'lambda-user'),
      /not signed with/,
    ],
    [
      'of another user',
      () => signed({ username: 'other' }),
      /is for the user "other"/,
    ],
    [
      'for another host',
      () => signed({ hostname: 'shop.example.com' }),
      /is for shop\.example\.com:/,
    ],
    [
      'for another port',
      () => signed({ port: 5432 }),
      /is for 127\.0\.0\.1:5432, and the cluster is at port \d+ of 127/,
    ],
    [
      'for another region',
      () => signed({ region: 'us-east-1' }),
      /signed for rds-db in us-east-1, not for rds-db in ap-northeast-1/,
    ],
    [
      'for another service',
      changed(/rds-db/, 'rds'),
      /signed for rds in ap-northeast-1, not/,
    ],
    [
      'for another action',
      changed(/Action=connect/, 'Action=describe'),
      /Action: .*"connect"/,
    ],
    [
      'with another algorithm',
      changed(/AWS4-HMAC-SHA256/, 'AWS4-HMAC-MD5'),
      /X-Amz-Algorithm: /,
    ],
    [
      'with a parameter twice',
      async () => `${await signed()}&DBUser=lambda-user`,
      /a parameter twice/,
    ],
    [
      "of another account's role",
      async () =>
        signed({
          credentials: await test.assume('application', '222222222222'),
        }),
      /assumed-role\/application\/application is not of account 123456789012/,
    ],
    [
      "of another account's root",
      () =>
        signed({
          credentials: { accessKeyId: '222222222222', secretAccessKey: 'any' },
        }),
      /222222222222:root is not of account/,
    ],
    [
      "of this account's root, signed with another secret than the README says",
      () =>
        signed({
          credentials: { accessKeyId: accountId, secretAccessKey: 'guessed' },
        }),
      /secret access key of 123456789012 \(the README/,
    ],
    [
      'of a role that was never made',
      async () => signed({ credentials: await test.assume('nobody') }),
      /is no role that account 123456789012 has/,
    ],
    [
      'of a role without any right',
      () => signedWith(),
      /no policy of the role trial .* allows rds-db:connect on arn/,
    ],
    [
      "of a role whose policy has the cluster's identifier instead of its resource id",
      () => signedWith(connectStatement('shop')),
      /no policy of the role trial/,
    ],
    [
      'of a role that may connect as another user',
      async () =>
        signedWith({
          ...connectStatement(''),
          Resource: `${clusters}${await test.resourceId('shop')}/other`,
        }),
      /no policy of the role trial/,
    ],
    [
      'of a role that may connect, but is denied it as well',
      async () =>
        signedWith(connectStatement(await test.resourceId('shop')), {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
        }),
      /the policy database denies the role trial/,
    ],
    [
      'of a session that has expired',
      async () => signed({ credentials: await expiredSession() }),
      /credentials that signed the token expired at 2/,
    ],
    [
      'of a session that another endpoint began',
      () =>
        signed({
          credentials: { ...application, sessionToken: 'FwoGZXIvYXdz' },
        }),
      /session token is not of this endpoint/,
    ],
    [
      'of a session that was made up',
      () =>
        signed({
          credentials: {
            ...application,
            sessionToken: encodeSessionToken({
              accountId,
              principalArn: `arn:aws:iam::${accountId}:root`,
              expiresAt: Date.now() + minute,
            }),
          },
        }),
      /not signed with the secret access key/,
    ],
    ['that is empty', async () => '', /is no IAM token/],
    ["that is the user's password", async () => 'of-no-use', /is no IAM token/],
    ['that is garbage', async () => '\u0001?&=%%', /is no IAM token/],
    [
      'that is longer than any password may be',
      async () => `${await signed()}&more=${'x'.repeat(70_000)}`,
      /is no IAM token/,
    ],
  ])('%s opens nothing, and only the log says why', async (_, make, reason) => {
    const password = await make();
    await expect(test.logIn(cluster, password)).rejects.toMatchObject({
      code: '28000',
      severity: 'FATAL',
      message: 'PAM authentication failed for user "lambda-user"',
    });
    expect(test.lastRefusal()).toMatch(
      /^Login of lambda-user to cluster shop refused: /,
    );
    expect(test.lastRefusal()).toMatch(reason);
    const { secretAccessKey, sessionToken = '' } = application;
    for (const secret of [secretAccessKey, sessionToken, 'of-no-use']) {
      expect(test.log.join()).not.toContain(secret);
    }
    expect(test.log.join()).not.toMatch(/Signature=|%2F/);
  });

  it('has no effect in plaintext, where the server asks for none', async () => {
    await expect(
      test.logIn(cluster, await signed(), { ssl: false }),
    ).rejects.toThrow(/pg_hba\.conf rejects .* no encryption/);
  });
});
