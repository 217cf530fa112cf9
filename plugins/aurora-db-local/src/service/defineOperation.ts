import type { z } from 'zod';
import type { Operation, RequestContext } from './AwsService';

/**
 * An operation and the schema of its input. Objects in the schema are strict, so that a member
 * without a schema is an error. Members without an effect are marked: see `inputHandling.ts`.
 */
export function defineOperation<Input extends z.ZodType>(
  input: Input,
  run: (
    input: z.output<Input>,
    context: RequestContext,
  ) => Promise<Record<string, unknown>>,
): Operation {
  return Object.assign(
    async (raw: Record<string, unknown>, context: RequestContext) =>
      run(input.parse(raw), context),
    { input },
  );
}
