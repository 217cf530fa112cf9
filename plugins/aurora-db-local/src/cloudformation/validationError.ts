import { AwsError } from '../service/AwsService';

/** CloudFormation's error for input, templates and stack states. Only the messages differ. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
