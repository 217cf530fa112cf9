import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { nameCheck } from './nameCheck';

const check = (status?: string) =>
  nameCheck({
    describe: async () =>
      status === undefined
        ? undefined
        : testStack('goal-mandala-copy', 'prod', { status }),
  }).run({
    environment: testEnvironment('prod'),
    names: databaseNames('goal-mandala-copy', { shortName: 'prd' }),
  });

describe('nameCheck', () => {
  it.each([undefined, 'REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'])(
    'finds nothing if the stack is %s',
    async status => {
      expect(await check(status)).toEqual([]);
    },
  );

  it.each(['CREATE_COMPLETE', 'CREATE_IN_PROGRESS', 'DELETE_FAILED'])(
    'names the stack that uses the name if it is %s',
    async status => {
      expect(await check(status)).toMatchObject([
        {
          ok: false,
          message: {
            code: 'preflight.nameTaken',
            params: { stackName: 'goal-mandala-copy-prd-database' },
          },
        },
      ]);
    },
  );
});
