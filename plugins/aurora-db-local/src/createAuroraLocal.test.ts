import { readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { createAuroraLocal } from './createAuroraLocal';
import { makeStateDirectory } from './testing/makeStateDirectory';
import { trustPolicy } from './testing/trustPolicy';

const context = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::123456789012:root',
};

describe('createAuroraLocal', () => {
  let stateDirectory: string;

  beforeEach(async () => {
    stateDirectory = await makeStateDirectory();
  });

  afterEach(() => rm(stateDirectory, { recursive: true, force: true }));

  it('has its state after a restart', async () => {
    const first = await createAuroraLocal({ stateDirectory });
    await first.services.call(
      'secretsmanager',
      'CreateSecret',
      { Name: 's', SecretString: 'kept' },
      context,
    );
    await first.services.call(
      'iam',
      'CreateRole',
      { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy },
      context,
    );
    await first.services.call(
      'logs',
      'CreateLogGroup',
      { logGroupName: '/l' },
      context,
    );
    await first.services.call('sns', 'CreateTopic', { Name: 't' }, context);
    await first.stop();

    const second = await createAuroraLocal({ stateDirectory });
    try {
      const secret = await second.services.call(
        'secretsmanager',
        'GetSecretValue',
        { SecretId: 's' },
        context,
      );
      expect(secret).toMatchObject({
        SecretString: 'kept',
        CreatedDate: expect.any(Date),
      });
      const role = await second.services.call(
        'iam',
        'GetRole',
        { RoleName: 'r' },
        context,
      );
      expect(role).toMatchObject({
        Role: { Arn: 'arn:aws:iam::123456789012:role/r' },
      });
      const groups = await second.services.call(
        'logs',
        'DescribeLogGroups',
        {},
        context,
      );
      expect(groups).toMatchObject({ logGroups: [{ logGroupName: '/l' }] });
      const topics = await second.services.call(
        'sns',
        'ListTopics',
        {},
        context,
      );
      expect(topics).toMatchObject({
        Topics: [{ TopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:t' }],
      });
    } finally {
      await second.stop();
    }
  });

  it('reports a port in use, and leaves the state folder unlocked', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const address = occupant.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(createAuroraLocal({ port, stateDirectory })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use by another program. Stop it, or choose another port with --port.`,
    );
    occupant.close();
    expect(await readdir(stateDirectory)).not.toContain('lock');
  });

  it('refuses a state folder that another endpoint uses', async () => {
    const endpoint = await createAuroraLocal({ stateDirectory });
    await expect(createAuroraLocal({ stateDirectory })).rejects.toThrow(
      /is in use by another aurora-db-local/,
    );
    await endpoint.stop();
  });
});
