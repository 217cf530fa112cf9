import { z } from 'zod';
import type { JsonObject } from '../template/parseTemplate';
import type {
  ProvisionedResource,
  ResourceRequest,
  ResourceType,
} from './ResourceType';
import { tagChanges } from './responseShapes';
import { stringMember } from './stringMember';
import { whenMissing } from './whenMissing';

function topicArn(
  { context: { region, accountId } }: ResourceRequest,
  name: string,
): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

const topicAttributes = [
  'DisplayName',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
];

function attributesOf(properties: JsonObject): Record<string, string> {
  const given = topicAttributes.filter(name => properties[name] !== undefined);
  return Object.fromEntries(
    given.map(name => [name, String(properties[name])]),
  );
}

const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  service: 'sns',
  name: { property: 'TopicName', maxLength: 256 },
  createOnly: ['FifoTopic', 'TopicName'],
  attributes: ['TopicArn', 'TopicName'],
  taggable: true,
  async exists(request) {
    const TopicArn = topicArn(request, request.name);
    return (
      (await whenMissing(
        request.call('GetTopicAttributes', { TopicArn }),
        undefined,
      )) !== undefined
    );
  },
  takesOver: true,
  async create(request) {
    const { properties, name, tags } = request;
    const Attributes = attributesOf(properties);
    const arn = stringMember(
      await request.call('CreateTopic', { Name: name, Attributes, Tags: tags }),
      'TopicArn',
    );
    await request.initiated(arn);
    const subscriptions = z
      .array(z.object({ Endpoint: z.string(), Protocol: z.string() }))
      .default([]);
    for (const { Endpoint, Protocol } of subscriptions.parse(
      properties.Subscription,
    )) {
      await request.call('Subscribe', { TopicArn: arn, Endpoint, Protocol });
    }
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  async update(request) {
    const { properties, physicalId, name } = request;
    for (const [AttributeName, AttributeValue] of Object.entries(
      attributesOf(properties),
    )) {
      await request.call('SetTopicAttributes', {
        TopicArn: physicalId,
        AttributeName,
        AttributeValue,
      });
    }
    const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
    if (removeKeys.length > 0) {
      await request.call('UntagResource', {
        ResourceArn: physicalId,
        TagKeys: removeKeys,
      });
    }
    if (add.length > 0) {
      await request.call('TagResource', { ResourceArn: physicalId, Tags: add });
    }
    return {
      physicalId,
      attributes: { TopicArn: physicalId, TopicName: name },
    };
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteTopic', { TopicArn: request.physicalId }),
      undefined,
    );
  },
};

const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  service: 'sns',
  createOnly: ['Endpoint', 'Protocol', 'TopicArn'],
  conditional: ['Region'],
  notUpdatable: ['Region'],
  required: ['Protocol', 'TopicArn'],
  attributes: ['Arn'],
  taggable: false,
  async create(request) {
    const { TopicArn, Protocol, Endpoint } = request.properties;
    // Subscribing an endpoint again returns the existing subscription.
    const subscribed = await request.call('Subscribe', {
      TopicArn,
      Protocol,
      Endpoint,
      ReturnSubscriptionArn: true,
    });
    const arn = stringMember(subscribed, 'SubscriptionArn');
    await request.initiated(arn);
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  async update(request) {
    const { properties, physicalId } = request;
    for (const AttributeName of [
      'DeliveryPolicy',
      'FilterPolicy',
      'FilterPolicyScope',
      'RawMessageDelivery',
      'RedrivePolicy',
    ]) {
      const value = properties[AttributeName];
      if (value !== undefined) {
        const AttributeValue =
          typeof value === 'object' ? JSON.stringify(value) : String(value);
        await request.call('SetSubscriptionAttributes', {
          SubscriptionArn: physicalId,
          AttributeName,
          AttributeValue,
        });
      }
    }
    return { physicalId, attributes: { Arn: physicalId } };
  },
  async delete(request) {
    await whenMissing(
      request.call('Unsubscribe', { SubscriptionArn: request.physicalId }),
      undefined,
    );
  },
};

async function setPolicy(
  request: ResourceRequest,
): Promise<ProvisionedResource> {
  const { properties, name, physicalId } = request;
  const AttributeValue = JSON.stringify(properties.PolicyDocument);
  for (const TopicArn of z.array(z.string()).parse(properties.Topics)) {
    await request.call('SetTopicAttributes', {
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue,
    });
  }
  const id = physicalId || name;
  await request.initiated(id);
  return { physicalId: id, attributes: { Id: id } };
}

const topicPolicy: ResourceType = {
  type: 'AWS::SNS::TopicPolicy',
  service: 'sns',
  name: { property: 'Id', maxLength: 256 },
  createOnly: [],
  required: ['PolicyDocument', 'Topics'],
  attributes: ['Id'],
  taggable: false,
  create: setPolicy,
  update: setPolicy,
  async delete() {
    // SNS cannot remove a policy, so CloudFormation leaves the topic its last one.
  },
};

export const sns: readonly ResourceType[] = [topic, subscription, topicPolicy];
