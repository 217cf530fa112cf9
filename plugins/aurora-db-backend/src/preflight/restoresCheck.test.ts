import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { restoresCheck } from './restoresCheck';

const sourceRef = 'resource:default/goal-mandala-prd';

const check = (status: string, restoredFrom: string) =>
  restoresCheck({
    list: async () => [
      testStack('goal-mandala-copy', 'prod', {
        status,
        tags: { [auroraDbTags.restoredFrom]: restoredFrom },
      }),
    ],
  }).run({ environment: testEnvironment('prod'), sourceRef });

describe('restoresCheck', () => {
  it('names another restore of the same database in progress, and its start', async () => {
    expect(await check('CREATE_IN_PROGRESS', sourceRef)).toMatchObject([
      {
        ok: false,
        message: {
          code: 'preflight.otherRestore',
          params: {
            target: 'goal-mandala-copy-prd',
            since: '2026-11-01T00:00:00.000Z',
          },
        },
      },
    ]);
  });

  it.each([
    ['CREATE_COMPLETE', sourceRef],
    ['UPDATE_IN_PROGRESS', sourceRef],
    ['CREATE_IN_PROGRESS', 'resource:default/orders-prd'],
  ])('ignores a stack that is %s and from %s', async (status, from) => {
    expect(await check(status, from)).toMatchObject([
      { ok: true, message: { code: 'preflight.noOtherRestore' } },
    ]);
  });
});
