import { AwsError } from '../service/AwsService';
import { checkDeliveryPolicy } from './deliveryPolicy';
import { checkFilterPolicy } from './checkFilterPolicy';
import { invalidAttribute, parseAttribute } from './invalidParameter';

const scopes = ['MessageAttributes', 'MessageBody'];

/** Protocols to which SNS can deliver a message without its envelope. */
const rawProtocols = ['firehose', 'http', 'https', 'sqs'];

type Attributes = Readonly<Record<string, string>>;

/** Attributes that a caller can set. */
const settable: Readonly<
  Record<string, (value: string, protocol: string, all: Attributes) => void>
> = {
  DeliveryPolicy(value, protocol) {
    if (!/^https?$/.test(protocol)) {
      throw invalidAttribute(
        'DeliveryPolicy',
        `Delivery protocol [${protocol}] has no delivery policy.`,
      );
    }
    checkDeliveryPolicy(value, 'subscription');
  },
  FilterPolicy: (value, _, { FilterPolicyScope }) =>
    checkFilterPolicy(value, FilterPolicyScope ?? 'MessageAttributes'),
  FilterPolicyScope(value, _, { FilterPolicy }) {
    if (!scopes.includes(value)) {
      throw invalidAttribute(
        'FilterPolicyScope',
        `Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
      );
    }
    if (FilterPolicy !== undefined) {
      checkFilterPolicy(FilterPolicy, value);
    }
  },
  RawMessageDelivery(value, protocol) {
    if (!/^(true|false)$/i.test(value)) {
      throw invalidAttribute(
        'RawMessageDelivery',
        `Invalid value [${value}]. Must be true or false.`,
      );
    }
    if (/^true$/i.test(value) && !rawProtocols.includes(protocol)) {
      throw invalidAttribute(
        'RawMessageDelivery',
        `Delivery protocol [${protocol}] does not support raw message delivery.`,
      );
    }
  },
  RedrivePolicy(value) {
    const { deadLetterTargetArn, ...others } = parseAttribute(
      'RedrivePolicy',
      value,
    );
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) {
      throw invalidAttribute('RedrivePolicy', `unknown member ${unknown}`);
    }
    if (
      !/^arn:aws:sqs:[^:]+:\d{12}:[\w.-]+$/.test(String(deadLetterTargetArn))
    ) {
      throw invalidAttribute(
        'RedrivePolicy',
        'deadLetterTargetArn is an invalid arn',
      );
    }
  },
  SubscriptionRoleArn(value, protocol) {
    if (protocol !== 'firehose') {
      throw invalidAttribute(
        'SubscriptionRoleArn',
        `Delivery protocol [${protocol}] has no role.`,
      );
    }
    if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(value)) {
      throw invalidAttribute('SubscriptionRoleArn', 'is not the ARN of a role');
    }
  },
};

/**
 * The attributes of a subscription after a change. An empty value, or an empty filter policy,
 * removes an attribute.
 *
 * @throws AwsError for an unknown attribute or a wrong value
 */
export function changedSubscriptionAttributes(
  protocol: string,
  attributes: Attributes,
  changes: Attributes,
  unknownAttribute: (name: string) => AwsError,
): Record<string, string> {
  const changed = { ...attributes, ...changes };
  for (const [name, value] of Object.entries(changes)) {
    const check = Object.hasOwn(settable, name) ? settable[name] : undefined;
    if (name === 'ReplayPolicy') {
      throw invalidAttribute(name, 'aurora-db-local has no FIFO topics.');
    }
    if (!check) {
      throw unknownAttribute(name);
    }
    if (value !== '') {
      check(value, protocol, changed);
    }
    if (value === '' || (name === 'FilterPolicy' && isEmpty(value))) {
      delete changed[name];
    } else if (name === 'RawMessageDelivery') {
      changed[name] = value.toLowerCase();
    }
  }
  return changed;
}

function isEmpty(policy: string): boolean {
  return Object.keys(parseAttribute('FilterPolicy', policy)).length === 0;
}
