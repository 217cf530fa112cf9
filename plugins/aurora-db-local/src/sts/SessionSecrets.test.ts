import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STS } from '@aws-sdk/client-sts';
import { createAuroraLocal } from '../createAuroraLocal';
import { makeStateDirectory } from '../testing/makeStateDirectory';
import { SessionSecrets } from './SessionSecrets';

jest.setTimeout(180_000);

describe('secret access keys of temporary credentials', () => {
  let stateDirectory: string;
  const file = () => join(stateDirectory, 'sts', 'session-key');

  beforeEach(async () => {
    stateDirectory = await makeStateDirectory();
  });

  afterEach(() => rm(stateDirectory, { recursive: true, force: true }));

  async function assume(url: string) {
    const { Credentials } = await new STS({
      endpoint: url,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
    }).assumeRole({
      RoleArn: 'arn:aws:iam::123456789012:role/shop',
      RoleSessionName: 'test',
    });
    return {
      id: Credentials?.AccessKeyId ?? '',
      secret: Credentials?.SecretAccessKey ?? '',
      token: Credentials?.SessionToken ?? '',
    };
  }

  it('are the same after a restart, from a key that only its owner can read', async () => {
    const endpoint = await createAuroraLocal({ stateDirectory });
    const [one, other] = await Promise.all([
      assume(endpoint.url),
      assume(endpoint.url),
    ]).finally(() => endpoint.stop());
    const again = await SessionSecrets.open(file());
    expect(again.secretOf(one.id, one.token)).toBe(one.secret);
    expect(one.secret).toMatch(/^[\w+/]{40}$/);
    expect(one.secret).not.toBe(other.secret);
    expect(again.secretOf(one.id, other.token)).not.toBe(one.secret);
    expect((await stat(file())).mode % 0o1000).toBe(0o600);
  });

  it('differ from endpoint to endpoint', async () => {
    const secrets = await SessionSecrets.open(file());
    await rm(file());
    const others = await SessionSecrets.open(file());
    expect(others.secretOf('ASIA', 'token')).not.toBe(
      secrets.secretOf('ASIA', 'token'),
    );
  });

  it('are not derived from a truncated key: the error names the file and the way out', async () => {
    await SessionSecrets.open(file());
    await writeFile(file(), 'abcd\n');
    await expect(SessionSecrets.open(file())).rejects.toThrow(
      /session-key does not contain 32 bytes in hexadecimal\. Delete it/,
    );
  });
});
