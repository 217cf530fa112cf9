import type { SynthRequestInput } from '@aurora-db/backstage-plugin-aurora-db-common';

/** A CloudFormation template, as JSON. */
export type Template = Record<string, unknown>;

/** Makes the CloudFormation template of a database. */
export interface TemplateSynthesizer {
  /** Throws where the request is invalid, the queue is full, or the synthesis fails. */
  synthesize(
    request: SynthRequestInput,
    options?: { signal?: AbortSignal },
  ): Promise<Template>;
}
