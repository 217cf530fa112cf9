import { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { describeProblems } from '../service/describeProblems';
import { isExisting, isMissing } from './resources/whenMissing';

const serviceNames: Readonly<Record<string, string>> = {
  ec2: 'Ec2',
  iam: 'Iam',
  logs: 'CloudWatchLogs',
  monitoring: 'CloudWatch',
  rds: 'Rds',
  secretsmanager: 'SecretsManager',
  sns: 'Sns',
};

/** Why a resource failed, in the format of CloudFormation's resource handlers. */
export function failureReason(
  error: unknown,
  service: string,
  requestId: string,
  token: string,
): string {
  if (
    error instanceof AwsError &&
    error.code === 'ValidationError' &&
    service !== 'iam'
  ) {
    return error.message;
  }
  const message = messageOf(error);
  const detail =
    error instanceof AwsError
      ? `${message} (Service: ${serviceNames[service] ?? service}, Status Code: ${error.statusCode}, Request ID: ${requestId})`
      : message;
  return `Resource handler returned message: "${detail}" (RequestToken: ${token}, HandlerErrorCode: ${handlerErrorCode(error)})`;
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return describeProblems(error);
  }
  return error instanceof Error ? error.message : String(error);
}

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerErrorCode(error: unknown): string {
  if (error instanceof z.ZodError) {
    return 'InvalidRequest';
  }
  if (!(error instanceof AwsError)) {
    return 'InternalFailure';
  }
  if (isExisting(error)) {
    return 'AlreadyExists';
  }
  if (isMissing(error)) {
    return 'NotFound';
  }
  const codes: ReadonlyArray<[RegExp, string]> = [
    [/AccessDenied|Unauthorized/, 'AccessDenied'],
    [/Throttl|RequestLimitExceeded/, 'Throttling'],
    [/Quota|LimitExceeded|TooMany/, 'ServiceLimitExceeded'],
    [
      /State(Fault)?$|InUse|DependencyViolation|DeleteConflict|Conflict/,
      'ResourceConflict',
    ],
    [/^Invalid|Validation|Malformed/, 'InvalidRequest'],
  ];
  const known = codes.find(([pattern]) => pattern.test(error.code));
  return (
    known?.[1] ??
    (error.statusCode >= 500
      ? 'ServiceInternalError'
      : 'GeneralServiceException')
  );
}
