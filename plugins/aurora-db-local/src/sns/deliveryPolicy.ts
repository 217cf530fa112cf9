import { z } from 'zod';
import { invalidAttribute, parseAttribute } from './invalidParameter';

/** SNS's retries of HTTP deliveries without a policy. Delays are in seconds. */
const defaultRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

const defaultRequestPolicy = { headerContentType: 'text/plain; charset=UTF-8' };

const retryPolicySchema = z.strictObject({
  minDelayTarget: z.int().min(1).max(3600).optional(),
  maxDelayTarget: z.int().min(1).max(3600).optional(),
  numRetries: z.int().min(0).max(100).optional(),
  numMaxDelayRetries: z.int().min(0).optional(),
  numNoDelayRetries: z.int().min(0).optional(),
  numMinDelayRetries: z.int().min(0).optional(),
  backoffFunction: z
    .enum(['arithmetic', 'exponential', 'geometric', 'linear'])
    .optional(),
});

const throttlePolicySchema = z.strictObject({
  maxReceivesPerSecond: z.int().min(1).optional(),
});

const requestPolicySchema = z.strictObject({
  headerContentType: z.string().optional(),
});

const topicPolicySchema = z.strictObject({
  http: z
    .strictObject({
      defaultHealthyRetryPolicy: retryPolicySchema.optional(),
      disableSubscriptionOverrides: z.boolean().optional(),
      defaultThrottlePolicy: throttlePolicySchema.optional(),
      defaultRequestPolicy: requestPolicySchema.optional(),
    })
    .optional(),
});

const subscriptionPolicySchema = z.strictObject({
  healthyRetryPolicy: retryPolicySchema.nullish(),
  sicklyRetryPolicy: retryPolicySchema.nullish(),
  throttlePolicy: throttlePolicySchema.nullish(),
  requestPolicy: requestPolicySchema.nullish(),
  guaranteed: z.boolean().optional(),
});

/** Throws SNS's error for a delivery policy of a topic or a subscription that is not valid. */
export function checkDeliveryPolicy(
  text: string,
  of: 'topic' | 'subscription',
): void {
  const policy = parseAttribute('DeliveryPolicy', text);
  const schema = of === 'topic' ? topicPolicySchema : subscriptionPolicySchema;
  const { error } = schema.safeParse(policy);
  const [issue] = error?.issues ?? [];
  if (issue) {
    throw invalidAttribute(
      'DeliveryPolicy',
      `${issue.path.map(String).join('.')} ${issue.message}`.trim(),
    );
  }
}

/** The policy of a topic, with SNS's defaults. */
export function effectiveTopicPolicy(text: string | undefined): string {
  const given = topicPolicySchema.safeParse(storedPolicy(text)).data?.http;
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: {
        ...defaultRetryPolicy,
        ...given?.defaultHealthyRetryPolicy,
      },
      disableSubscriptionOverrides:
        given?.disableSubscriptionOverrides ?? false,
      defaultThrottlePolicy: given?.defaultThrottlePolicy,
      defaultRequestPolicy: {
        ...defaultRequestPolicy,
        ...given?.defaultRequestPolicy,
      },
    },
  });
}

/** The policy of an HTTP subscription, which overrides that of its topic. */
export function effectiveSubscriptionPolicy(
  text: string | undefined,
  topicText: string | undefined,
): string {
  const topic = topicPolicySchema.safeParse(storedPolicy(topicText)).data?.http;
  const own = topic?.disableSubscriptionOverrides
    ? undefined
    : subscriptionPolicySchema.safeParse(storedPolicy(text)).data;
  return JSON.stringify({
    healthyRetryPolicy: {
      ...defaultRetryPolicy,
      ...topic?.defaultHealthyRetryPolicy,
      ...own?.healthyRetryPolicy,
    },
    sicklyRetryPolicy: own?.sicklyRetryPolicy ?? null,
    throttlePolicy: own?.throttlePolicy ?? topic?.defaultThrottlePolicy ?? null,
    requestPolicy: {
      ...defaultRequestPolicy,
      ...topic?.defaultRequestPolicy,
      ...own?.requestPolicy,
    },
    guaranteed: own?.guaranteed ?? false,
  });
}

/** An earlier version kept any text, which has no effect. */
function storedPolicy(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
