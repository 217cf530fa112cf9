import { z } from 'zod';
import type { Caller } from './authenticate';

const ruleSchema = z
  .strictObject({
    /** Signing name, for example `rds`. Default: every service. */
    service: z.string().min(1).optional(),
    /** Twelve digits. Default: every account. */
    accountId: z
      .string()
      .regex(/^\d{12}$/, 'must be twelve digits')
      .optional(),
    /** Default: every operation. */
    operation: z.string().min(1).optional(),
    kind: z.enum([
      'throttle',
      'error500',
      'timeout',
      'reset',
      'malformed',
      'slow',
      'expiredToken',
      'accessDenied',
    ]),
    /** The share of the matching calls, 0 to 1. */
    rate: z.number().min(0).max(1).optional(),
    /** The number of matching calls after which the rule has no effect. */
    count: z.number().int().positive().optional(),
    /**
     * For `slow`, the delay before the call. For `timeout`, the delay before the connection is
     * dropped; if absent, it stays open.
     */
    delayMs: z.number().int().min(0).max(3_600_000).optional(),
    /**
     * `after` executes the call and then spoils its answer, as a network failure on the way back
     * does. Only `error500`, `timeout`, `reset` and `malformed` can.
     */
    when: z.enum(['before', 'after']).default('before'),
  })
  .refine(rule => rule.kind !== 'slow' || rule.delayMs !== undefined, {
    path: ['delayMs'],
    message: "is required for kind 'slow'",
  })
  .refine(rule => rule.rate === undefined || rule.count === undefined, {
    path: ['rate'],
    message:
      "can't be combined with count: give one of them, or neither for every call",
  })
  .refine(
    rule =>
      rule.when === 'before' ||
      !['throttle', 'slow', 'expiredToken', 'accessDenied'].includes(rule.kind),
    {
      path: ['when'],
      message:
        "'after' needs a kind that spoils an answer: error500, timeout, reset or malformed",
    },
  );

export type FaultRule = z.infer<typeof ruleSchema>;

const rulesSchema = z.array(ruleSchema);

/** The faults to inject. The first rule that matches a call and fires applies. */
export class FaultRules {
  #rules: FaultRule[] = [];

  list(): readonly FaultRule[] {
    return this.#rules;
  }

  /** Replaces all rules. Throws a ZodError that names the wrong member. */
  replace(rules: unknown): void {
    this.#rules = rulesSchema.parse(rules);
  }

  clear(): void {
    this.#rules = [];
  }

  /** The rule for this call, if any. Uses up one of the rule's count. */
  strike(
    { signingName, accountId }: Caller,
    operation: string,
  ): FaultRule | undefined {
    const rule = this.#rules.find(
      candidate =>
        (candidate.service === undefined ||
          candidate.service === signingName) &&
        (candidate.accountId === undefined ||
          candidate.accountId === accountId) &&
        (candidate.operation === undefined ||
          candidate.operation === operation) &&
        (candidate.rate === undefined || Math.random() < candidate.rate),
    );
    if (rule?.count !== undefined) {
      rule.count -= 1;
      if (rule.count === 0) {
        this.#rules = this.#rules.filter(other => other !== rule);
      }
    }
    return rule;
  }
}
