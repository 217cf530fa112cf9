import { z } from 'zod';
import type { Json, JsonObject } from '../template/parseTemplate';
import { validationError } from '../validationError';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
  type ResourceType,
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
    given.map(name => [name, textOf(name, properties[name])]),
  );
}

function textOf(name: string, value: Json | undefined): string {
  if (typeof value === 'object') {
    throw validationError(
      `#/${name}: expected type: String, found: ${Array.isArray(value) ? 'JSONArray' : 'JSONObject'}`,
    );
  }
  return String(value);
}

const ownSubscriptions = z
  .array(z.strictObject({ Endpoint: z.string(), Protocol: z.string() }))
  .default([]);

/** Subscribes the endpoints that the template adds, and ends the subscriptions that it drops. */
async function replaceSubscriptions(request: ResourceRequest): Promise<void> {
  const { properties, previousProperties, physicalId: TopicArn } = request;
  const wanted = ownSubscriptions.parse(properties.Subscription);
  for (const entry of wanted) {
    await request.call('Subscribe', { TopicArn, ...entry });
  }
  const dropped = ownSubscriptions
    .catch([])
    .parse(previousProperties.Subscription)
    .filter(
      before =>
        !wanted.some(
          ({ Endpoint, Protocol }) =>
            Endpoint === before.Endpoint && Protocol === before.Protocol,
        ),
    );
  if (dropped.length === 0) {
    return;
  }
  const { Subscriptions } = z
    .object({
      Subscriptions: z.array(
        z.object({
          SubscriptionArn: z.string(),
          Endpoint: z.string(),
          Protocol: z.string(),
        }),
      ),
    })
    .parse(await request.call('ListSubscriptionsByTopic', { TopicArn }));
  for (const { SubscriptionArn } of Subscriptions.filter(held =>
    dropped.some(
      ({ Endpoint, Protocol }) =>
        Endpoint === held.Endpoint && Protocol === held.Protocol,
    ),
  )) {
    await request.call('Unsubscribe', { SubscriptionArn });
  }
}

const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  service: 'sns',
  name: { property: 'TopicName', maxLength: 256 },
  createOnly: ['FifoTopic', 'TopicName'],
  properties: {
    implemented: [
      'DisplayName',
      'KmsMasterKeyId',
      'SignatureVersion',
      'Subscription',
      'TopicName',
      'TracingConfig',
    ],
    rejected: {
      'Topics are standard topics here.': [
        'ArchivePolicy',
        'ContentBasedDeduplication',
        'FifoThroughputScope',
        'FifoTopic',
      ],
      'Nothing is delivered, so there are no delivery logs and data protection.':
        ['DataProtectionPolicy', 'DeliveryStatusLogging'],
    },
  },
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
    for (const entry of ownSubscriptions.parse(properties.Subscription)) {
      await request.call('Subscribe', { TopicArn: arn, ...entry });
    }
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  async update(request) {
    const { properties, physicalId, name } = request;
    const attributes = attributesOf(properties);
    for (const AttributeName of topicAttributes) {
      if (request.changed(AttributeName)) {
        await request.call('SetTopicAttributes', {
          TopicArn: physicalId,
          AttributeName,
          AttributeValue: attributes[AttributeName] ?? '',
        });
      }
    }
    await replaceSubscriptions(request);
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
    const { physicalId } = request;
    // The rollback of a creation that failed knows only the name.
    const TopicArn = physicalId.startsWith('arn:')
      ? physicalId
      : topicArn(request, physicalId);
    await whenMissing(request.call('DeleteTopic', { TopicArn }), undefined);
  },
};

/** The attributes of a subscription, with what SNS takes for their absence. */
const subscriptionDefaults: Readonly<Record<string, string>> = {
  DeliveryPolicy: '',
  FilterPolicy: '{}',
  FilterPolicyScope: 'MessageAttributes',
  RawMessageDelivery: 'false',
  RedrivePolicy: '',
  SubscriptionRoleArn: '',
};
const subscriptionAttributes = Object.keys(subscriptionDefaults);

function jsonTextOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  service: 'sns',
  createOnly: ['Endpoint', 'Protocol', 'TopicArn'],
  conditional: ['Region'],
  notUpdatable: ['Region'],
  required: ['Protocol', 'TopicArn'],
  properties: {
    implemented: [
      ...subscriptionAttributes,
      'Endpoint',
      'Protocol',
      'TopicArn',
    ],
    rejected: {
      'A subscription has the region of its stack here.': ['Region'],
      'Topics are standard topics here, without an archive.': ['ReplayPolicy'],
    },
  },
  attributes: ['Arn'],
  taggable: false,
  async create(request) {
    const { TopicArn, Protocol, Endpoint } = request.properties;
    // Subscribing an endpoint again returns the existing subscription.
    const subscribed = await request.call('Subscribe', {
      TopicArn,
      Protocol,
      Endpoint,
      Attributes: Object.fromEntries(
        Object.entries(pick(request.properties, subscriptionAttributes)).map(
          ([name, value]) => [name, jsonTextOf(value)],
        ),
      ),
      ReturnSubscriptionArn: true,
    });
    const arn = stringMember(subscribed, 'SubscriptionArn');
    await request.initiated(arn);
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  async update(request) {
    const { properties, physicalId } = request;
    for (const AttributeName of subscriptionAttributes) {
      if (request.changed(AttributeName)) {
        const value = properties[AttributeName];
        await request.call('SetSubscriptionAttributes', {
          SubscriptionArn: physicalId,
          AttributeName,
          AttributeValue:
            value === undefined
              ? subscriptionDefaults[AttributeName]
              : jsonTextOf(value),
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
  properties: { implemented: ['PolicyDocument', 'Topics'] },
  attributes: ['Id'],
  taggable: false,
  create: setPolicy,
  update: setPolicy,
  async delete() {
    // SNS cannot remove a policy, so CloudFormation leaves the topic its last one.
  },
};

export const sns: readonly ResourceType[] = [topic, subscription, topicPolicy];
