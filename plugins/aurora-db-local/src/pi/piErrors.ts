import { AwsError } from '../service/AwsService';

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgumentException', message);
}

/** For an unknown instance too: an identifier of another account must not tell that it exists. */
export function notAuthorized(identifier: string): AwsError {
  return new AwsError(
    'NotAuthorizedException',
    `Performance Insights is not enabled for ${identifier}, or there is no such DB instance. ` +
      'Identifier is the DbiResourceId of a DB instance. Enable it with EnablePerformanceInsights.',
  );
}
