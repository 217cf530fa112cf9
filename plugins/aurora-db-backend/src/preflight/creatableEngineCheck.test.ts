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
    expect(await check('15.5')).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.engineMissing',
          params: {
            engineVersion: '15.5',
            region: 'ap-northeast-1',
            offered: '15.4, 15.17',
          },
        },
      },
    ]);
  });

  it.each([
    ['an older major version', '13.12'],
    ['a newer major version', '18.1'],
    ['a minor version before the first serverless one', '15.2'],
    ['Aurora Limitless', '16.8-limitless'],
    ['nothing', ''],
  ])('refuses %s without a call to AWS', async (_, engineVersion) => {
    const { run } = creatableEngineCheck({
      listCreatable: async () => {
        throw new Error('called');
      },
    });
    expect(
      await run({ environment: testEnvironment('prod'), engineVersion }),
    ).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.engineUnsupported',
          params: { engineVersion, majors: '15, 16, 17' },
        },
      },
    ]);
  });
});
