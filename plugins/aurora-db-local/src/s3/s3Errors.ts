import { AwsError } from '../service/AwsService';

/*
 * Errors of S3. Source:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

export function noSuchBucket(): AwsError {
  return new AwsError(
    'NoSuchBucket',
    'The specified bucket does not exist',
    404,
  );
}

export function noSuchKey(): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
}

export function noSuchVersion(): AwsError {
  return new AwsError(
    'NoSuchVersion',
    'The specified version does not exist.',
    404,
  );
}

export function noSuchUpload(): AwsError {
  return new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );
}

export function accessDenied(): AwsError {
  return new AwsError('AccessDenied', 'Access Denied', 403);
}

export function preconditionFailed(): AwsError {
  return new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
  );
}

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgument', message);
}
