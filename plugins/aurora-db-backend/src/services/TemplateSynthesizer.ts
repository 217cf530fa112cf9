import type { SynthRequestInput } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Makes the CloudFormation template of a database, as JSON. */
export interface TemplateSynthesizer {
  /** Throws where the request is invalid, the queue is full, or the synthesis fails. */
  synthesize(
    request: SynthRequestInput,
    options?: { signal?: AbortSignal },
  ): Promise<string>;
}
