import { AwsError } from '../service/AwsService';

/** CloudFormation's error for input, templates and stack states alike; only the message tells them apart. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
