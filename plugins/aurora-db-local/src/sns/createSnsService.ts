import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import { publish, type PublishedMessage } from './publish';
import { SnsRecords, subscriptionSchema, topicSchema } from './SnsRecords';
import { subscriptionOperations } from './subscriptionOperations';
import { topicOperations } from './topicOperations';

/** The number of messages that are kept in memory. */
const keptMessages = 200;

/** SNS: topics and subscriptions. Messages are kept for inspection and not delivered. */
export async function createSnsService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<
  AwsService & { messages(): readonly PublishedMessage[] }
> {
  const topics = await store.collection('sns-topics', topicSchema);
  const subscriptions = await store.collection(
    'sns-subscriptions',
    subscriptionSchema,
  );
  const records = new SnsRecords(topics, subscriptions);
  let messages: PublishedMessage[] = [];

  return {
    signingName: 'sns',
    // The query protocol, SNS's only protocol, sends maps as lists of entries.
    listElementNames: { Attributes: 'entry' },
    messages: () => messages,
    operations: {
      ...topicOperations(records),
      ...subscriptionOperations(records),
      Publish: publish(records, message => {
        messages = [...messages, message].slice(-keptMessages);
      }),
    },
    async reset() {
      messages = [];
      await subscriptions.clear();
      await topics.clear();
    },
  };
}
