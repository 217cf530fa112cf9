import { AwsError } from '../service/AwsService';
import { checkDeliveryPolicy, effectiveTopicPolicy } from './deliveryPolicy';
import {
  invalidAttribute,
  invalidParameter,
  parseAttribute,
} from './invalidParameter';

type Check = (value: string) => void;

const oneOf =
  (name: string, ...values: string[]): Check =>
  value => {
    if (!values.includes(value)) {
      throw invalidAttribute(
        name,
        `Invalid value [${value}]. Use ${values.join(' or ')}.`,
      );
    }
  };

/** Attributes that a caller can set. */
const settable: Readonly<Record<string, Check>> = {
  DeliveryPolicy: value => checkDeliveryPolicy(value, 'topic'),
  DisplayName(value) {
    if (value.length > 100) {
      throw invalidParameter(
        'DisplayName Reason: must have at most 100 characters',
      );
    }
  },
  KmsMasterKeyId: () => {},
  Policy: checkPolicy,
  SignatureVersion: oneOf('SignatureVersion', '1', '2'),
  TracingConfig: oneOf('TracingConfig', 'PassThrough', 'Active'),
};

/** Attributes of AWS that are refused, with the reason. Their value `false` asks for nothing. */
const refused: ReadonlyArray<[pattern: RegExp, reason: string]> = [
  [
    /^(FifoTopic|ContentBasedDeduplication|FifoThroughputScope|ArchivePolicy)$/,
    'aurora-db-local has no FIFO topics.',
  ],
  [
    /^(Application|Firehose|HTTP|Lambda|SQS)(SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn)$/,
    'aurora-db-local delivers nothing, so there are no delivery logs.',
  ],
];

/**
 * The attributes of a topic after a change. An empty value removes an attribute.
 *
 * @throws AwsError for an unknown attribute or a wrong value
 */
export function changedTopicAttributes(
  attributes: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  unknownAttribute: (name: string) => AwsError,
): Record<string, string> {
  const changed = { ...attributes };
  for (const [name, value] of Object.entries(changes)) {
    const reason = refused.find(([pattern]) => pattern.test(name))?.[1];
    const check = Object.hasOwn(settable, name) ? settable[name] : undefined;
    if (reason !== undefined) {
      if (value !== 'false') {
        throw invalidAttribute(name, reason);
      }
    } else if (!check) {
      throw unknownAttribute(name);
    } else if (value === '') {
      delete changed[name];
    } else {
      check(value);
      changed[name] = value;
    }
  }
  return changed;
}

/** The attributes of a topic as GetTopicAttributes returns them. */
export function describedTopicAttributes(
  arn: string,
  owner: string,
  attributes: Readonly<Record<string, string>>,
  subscriptions: number,
): Record<string, string> {
  return {
    Policy: defaultPolicy(arn, owner),
    Owner: owner,
    SubscriptionsPending: '0',
    TopicArn: arn,
    EffectiveDeliveryPolicy: effectiveTopicPolicy(attributes.DeliveryPolicy),
    SubscriptionsConfirmed: String(subscriptions),
    DisplayName: '',
    SubscriptionsDeleted: '0',
    ...attributes,
  };
}

/** The policy of a topic that has none of its own: everything is allowed to its owner. */
function defaultPolicy(arn: string, owner: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  });
}

function checkPolicy(value: string): void {
  const { Statement } = parseAttribute('Policy', value);
  if (typeof Statement !== 'object' || Statement === null) {
    throw invalidParameter(
      'Policy Error: a policy needs a Statement, which is an object or a list',
    );
  }
}
