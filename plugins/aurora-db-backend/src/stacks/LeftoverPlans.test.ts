import { mockServices } from '@backstage/backend-test-utils';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { LeftoverPlans } from './LeftoverPlans';
import { isPlanStackName, planStackName } from './planStackName';
import type { ReviewedStack } from '../ports/StackHistory';

const now = new Date('2026-11-25T08:00:00Z');
const plan = planStackName('goal-mandala-prd-database', 'token');

async function deleted(
  stack: Partial<ReviewedStack>,
  deleteStack = jest.fn(async () => {}),
) {
  const logger = mockServices.logger.mock();
  const prod = testEnvironment('prod');
  await new LeftoverPlans({
    environments: [prod, testEnvironment('dev')],
    history: {
      listReviewed: async ({ name }) =>
        name === 'prod'
          ? [
              {
                stackId: 'arn:stack/1',
                stackName: plan,
                createdAt: new Date('2026-11-25T06:59:59Z'),
                ...stack,
              },
            ]
          : [],
    },
    stacks: { deleteStack },
    logger,
  }).deleteAll(now);
  return { calls: deleteStack.mock.calls, logger };
}

describe('plans that a stopped backend left behind', () => {
  it('are deleted when they cannot be in progress any more', async () => {
    const { calls } = await deleted({});
    expect(calls).toEqual([
      [testEnvironment('prod'), 'arn:stack/1', expect.any(String)],
    ]);
  });

  it.each([
    ['one that may still be made', { createdAt: new Date(now) }],
    ['one of a deploy', { stackName: 'goal-mandala-prd-database' }],
    ['of another application', { stackName: 'shop-plan-database' }],
  ])('are not %s', async (_, stack) => {
    expect((await deleted(stack)).calls).toEqual([]);
  });

  it('stay until the next run if AWS gives no answer', async () => {
    const { logger } = await deleted(
      {},
      jest.fn(async () => {
        throw new Error('throttled');
      }),
    );
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /in prod failed; the next run tries again.*throttled/,
      ),
    );
  });
});

describe('the name of a plan’s stack', () => {
  it('is one that the portal’s role may create, and that no database has', () => {
    expect(plan).toMatch(/^goal-mandala-prd-plan-[0-9a-f]{8}-database$/);
    expect(isPlanStackName(plan)).toBe(true);
    // A database of that form name would have its environment in between.
    expect(isPlanStackName('goal-mandala-plan-1a2b3c4d-dev-database')).toBe(
      false,
    );
  });

  it('fits CloudFormation’s 128 characters for the longest name of a database', () => {
    const longest = `${'a'.repeat(40)}-local-database`;
    expect(planStackName(longest, 'token').length).toBeLessThanOrEqual(128);
  });
});
