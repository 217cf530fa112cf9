import type { z } from 'zod';
import { defineOperation } from '../service/defineOperation';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../service/AwsService';

/** An operation of EC2, which does nothing in a dry run. */
export function defineEc2Operation<
  Input extends z.ZodType<{ DryRun: boolean }>,
>(
  input: Input,
  run: (
    input: z.output<Input>,
    context: RequestContext,
  ) => Promise<Record<string, unknown>>,
): Operation {
  return defineOperation(input, async (given, context) => {
    if (given.DryRun) {
      throw new AwsError(
        'DryRunOperation',
        'Request would have succeeded, but DryRun flag is set.',
        412,
      );
    }
    return run(given, context);
  });
}
