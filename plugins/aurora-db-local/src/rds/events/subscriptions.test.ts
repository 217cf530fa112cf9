import { SNS } from '@aws-sdk/client-sns';
import type { RDS } from '@aws-sdk/client-rds';
import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

describe('an event subscription', () => {
  let test: TestRds;
  let SnsTopicArn = '';

  beforeAll(async () => {
    test = await startRds();
    const sns = new SNS(test.endpoint.clientConfig());
    ({ TopicArn: SnsTopicArn = '' } = await sns.createTopic({
      Name: 'events',
    }));
    await test.createCluster('orders');
    await test.createCluster('carts');
    await test.rds.createEventSubscription({
      SubscriptionName: 'watch',
      SnsTopicArn,
      SourceType: 'db-cluster',
      EventCategories: ['failover'],
      SourceIds: ['orders'],
    });
  });

  afterAll(() => test?.stop());

  it('gets and loses sources', async () => {
    const sources = async () => {
      const { EventSubscriptionsList } =
        await test.rds.describeEventSubscriptions({
          SubscriptionName: 'watch',
        });
      return EventSubscriptionsList?.[0]?.SourceIdsList;
    };
    await test.rds.addSourceIdentifierToSubscription({
      SubscriptionName: 'watch',
      SourceIdentifier: 'Carts',
    });
    await expect(sources()).resolves.toEqual(['orders', 'carts']);
    await test.rds.removeSourceIdentifierFromSubscription({
      SubscriptionName: 'watch',
      SourceIdentifier: 'orders',
    });
    await expect(sources()).resolves.toEqual(['carts']);
  });

  it.each<[string, (rds: RDS) => Promise<unknown>, string, RegExp]>([
    [
      'a source that does not exist',
      rds =>
        rds.addSourceIdentifierToSubscription({
          SubscriptionName: 'watch',
          SourceIdentifier: 'missing',
        }),
      'SourceNotFoundFault',
      /missing/,
    ],
    [
      'a category that its type of sources does not have',
      rds =>
        rds.modifyEventSubscription({
          SubscriptionName: 'watch',
          EventCategories: ['failover', 'low storage'],
        }),
      'SubscriptionCategoryNotFoundFault',
      /low storage/,
    ],
    [
      'a category that no type of sources has',
      rds =>
        rds.createEventSubscription({
          SubscriptionName: 'all',
          SnsTopicArn,
          EventCategories: ['fail-over'],
        }),
      'SubscriptionCategoryNotFoundFault',
      /fail-over/,
    ],
  ])('refuses %s', async (_what, call, name, message) => {
    await expect(call(test.rds)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  it('knows the categories of DescribeEventCategories, also those of all events', async () => {
    const { EventCategoriesMapList } = await test.rds.describeEventCategories({
      SourceType: 'db-cluster',
    });
    expect(EventCategoriesMapList).toMatchObject([
      {
        SourceType: 'db-cluster',
        EventCategories: expect.arrayContaining(['creation', 'failover']),
      },
    ]);
    const { EventSubscription } = await test.rds.createEventSubscription({
      SubscriptionName: 'everything',
      SnsTopicArn,
      EventCategories: EventCategoriesMapList?.[0]?.EventCategories,
    });
    expect(EventSubscription?.Status).toBe('active');
  });
});
