import { NotFoundError } from '@backstage/errors';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/AwsUnavailableError';
import { QuotaExceededError } from '../ports/QuotaExceededError';

/**
 * Error codes of refused, expired or missing credentials, from all services and the SDK's
 * providers.
 */
const credentialCodes =
  /^(InvalidClientTokenId|UnrecognizedClient(Exception)?|ExpiredToken(Exception)?|RequestExpired|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?|CredentialsProviderError|TokenProviderError|InvalidIdentityToken(Exception)?)$/;
const accessDeniedCodes =
  /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|OptInRequired)$/;
const throttlingCodes =
  /^(Throttling(Exception)?|ThrottledException|RequestLimitExceeded|TooManyRequestsException|RequestThrottled(Exception)?|SlowDown|BandwidthLimitExceeded)$/;
/** Error codes of a used-up quota. Throttling codes with the same ending are checked first. */
const quotaCodes = /(LimitExceeded|QuotaExceeded)(Exception|Fault)?$/;
const connectionCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|TimeoutError|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/;

/**
 * What uses up the quotas of a service. Source: CloudFormation user guide, "CloudFormation quotas".
 */
const quotaHints: Readonly<Record<string, string>> = {
  cloudformation:
    ' (stacks, of which a region has 2,000 by default, and change sets that nobody carries out)',
};

/** Advice to programmers that the SDK appends if it cannot parse an answer. */
const debuggingHint = /\s+Deserialization error: to see the raw response.*$/s;

/** The common properties of the SDK's errors. */
interface SdkError extends Error {
  code?: string;
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
}

/** Returns AWS's error code of an error that the SDK threw. */
export function awsErrorCode(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/**
 * Calls AWS and converts its errors: to an {@link AwsUnavailableError} if AWS gives no answer, a
 * {@link QuotaExceededError} if a quota is used up, a NotFoundError if the resource does not exist,
 * otherwise an Error with AWS's code and message.
 *
 * @param action - as IAM spells it, e.g. `cloudformation:DescribeStacks`
 */
export async function callAws<T>(
  environment: EnvironmentConfig,
  action: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toOurError(environment, action, error);
  }
}

/** Converts an error of the SDK. Returns the backend's own errors and aborts unchanged. */
function toOurError(
  environment: EnvironmentConfig,
  action: string,
  error: unknown,
): unknown {
  if (!isSdkError(error)) {
    return error;
  }
  const where = `account ${environment.accountId} (${environment.name}, ${environment.region})`;
  const unavailable = (reason: AwsUnavailableReason, message: string) =>
    new AwsUnavailableError(message, reason, environment.accountId);
  const said = `${error.name}: ${error.message.replace(debuggingHint, '')}`;
  const status = error.$metadata?.httpStatusCode;

  if (credentialCodes.test(error.name)) {
    return unavailable(
      'credentials',
      `The credentials for ${where} were refused: ${said}. Check aws.accounts in app-config for account ${environment.accountId}`,
    );
  }
  if (accessDeniedCodes.test(error.name)) {
    const missing = /sts:AssumeRole\w*/.exec(error.message)?.[0] ?? action;
    return unavailable(
      missing.startsWith('sts:AssumeRole') ? 'credentials' : 'access-denied',
      `The credentials for ${where} lack the permission ${missing}: ${error.message}`,
    );
  }
  if (throttlingCodes.test(error.name) || status === 429) {
    return unavailable(
      'throttled',
      `AWS is throttling ${action} in ${where}; try again in a minute`,
    );
  }
  if (connectionCodes.test(error.code ?? error.name)) {
    const endpoint =
      environment.endpoint ??
      `AWS's ${action.split(':')[0]} endpoint in ${environment.region}`;
    return unavailable(
      'unreachable',
      `${endpoint} cannot be reached for ${action} (${error.code ?? error.name}); check the network and auroraDb.environments.${environment.name}.endpoint`,
    );
  }
  if (quotaCodes.test(error.name)) {
    return new QuotaExceededError(
      `A quota of ${where} is used up, so that ${action} is refused: ${said}. Delete what is no longer used${quotaHints[action.split(':')[0] ?? ''] ?? ''}, or ask AWS for a higher quota in the Service Quotas console`,
    );
  }
  if (/NotFound(Fault|Exception)?$/.test(error.name)) {
    return new NotFoundError(`${action} in ${where}: ${error.message}`);
  }
  // An error without a fault did not come from the service: the SDK could not read the answer.
  if (error.$fault !== 'client' || (status !== undefined && status >= 500)) {
    return unavailable(
      'failing',
      `AWS failed to answer ${action} in ${where}: ${said}`,
    );
  }
  return new Error(`AWS refused ${action} in ${where}: ${said}`);
}

function isSdkError(error: unknown): error is SdkError {
  return (
    error instanceof Error &&
    error.name !== 'AbortError' &&
    ('$metadata' in error ||
      connectionCodes.test(String(Reflect.get(error, 'code') ?? error.name)) ||
      credentialCodes.test(error.name))
  );
}
