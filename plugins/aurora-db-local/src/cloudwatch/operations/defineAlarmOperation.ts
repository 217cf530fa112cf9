import { z } from 'zod';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { describeProblems } from '../../service/describeProblems';

/**
 * An operation whose invalid input is a `ValidationError`: those on alarms, and GetMetricData.
 * CloudWatch's others answer `InvalidParameterValue`.
 */
export function defineAlarmOperation<Input extends z.ZodType>(
  input: Input,
  run: (
    input: z.output<Input>,
    context: RequestContext,
  ) => Promise<Record<string, unknown>>,
): Operation {
  const operation = defineOperation(input, run);
  return Object.assign(
    async (raw: Record<string, unknown>, context: RequestContext) => {
      try {
        return await operation(raw, context);
      } catch (error) {
        throw error instanceof z.ZodError ? validationError(error) : error;
      }
    },
    { input },
  );
}

function validationError(error: z.ZodError): AwsError {
  const { length } = error.issues;
  return new AwsError(
    'ValidationError',
    `${length} validation error${length === 1 ? '' : 's'} detected: ${describeProblems(error)}`,
  );
}
