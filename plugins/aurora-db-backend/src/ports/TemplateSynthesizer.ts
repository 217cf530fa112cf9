import type { SynthRequestInput } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Makes the CloudFormation template of a database, as JSON. */
export interface TemplateSynthesizer {
  /**
   * Throws a ConflictError if the requester already has too many templates in the queue. Throws an
   * Error if the request is invalid, the queue is full, or the synthesis fails.
   *
   * @param options - `requester` is the user or service that asks; requesters take turns
   */
  synthesize(
    request: SynthRequestInput,
    options?: { signal?: AbortSignal; requester?: string },
  ): Promise<string>;
}
