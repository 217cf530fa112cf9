import { testEnvironment } from '../testing/databases/testEnvironment';
import { credentialsCheck } from './credentialsCheck';

const environment = testEnvironment('prod');
const arn = 'arn:aws:iam::1:role/portal';

const check = (accountId: string) =>
  credentialsCheck({ read: async () => ({ accountId, arn }) }).run({
    environment,
  });

describe('credentialsCheck', () => {
  it('names account and principal of the right credentials', async () => {
    expect(await check(environment.accountId)).toMatchObject([
      { ok: true, message: { text: `Account 444444444444, as ${arn}` } },
    ]);
  });

  it('names both accounts and the key if the credentials belong to another account', async () => {
    expect(await check('999999999999')).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.otherAccount',
          params: {
            accountId: '999999999999',
            configured: '444444444444',
            key: 'auroraDb.environments.prod.accountId',
          },
        },
      },
    ]);
  });
});
