import { testEnvironment } from '../testing/databases/testEnvironment';
import { creatableEngineCheck } from './creatableEngineCheck';

const check = (engineVersion: string) =>
  creatableEngineCheck({
    listCreatable: async () => [{ version: '15.4' }, { version: '15.17' }],
  }).run({ environment: testEnvironment('prod'), engineVersion });

describe('creatableEngineCheck', () => {
  it('names a version that the region creates', async () => {
    expect(await check('15.4')).toMatchObject([
      { ok: true, message: { text: 'Aurora PostgreSQL 15.4' } },
    ]);
  });

  it('names the versions that the region offers instead', async () => {
    expect(await check('15.2')).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.engineMissing',
          params: {
            engineVersion: '15.2',
            region: 'ap-northeast-1',
            offered: '15.4, 15.17',
          },
        },
      },
    ]);
  });
});
