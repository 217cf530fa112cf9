import {
  createMessage,
  type MessageCode,
  type MessageParams,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import {
  AwsUnavailableError,
  type AwsUnavailableReason,
} from '../ports/errors/AwsUnavailableError';
import { QuotaExceededError } from '../ports/errors/QuotaExceededError';
import { NotFoundError, OperationError } from '../ports/errors/userErrors';

/**
 * Error codes of refused, expired or missing credentials, from all services and the SDK's
 * providers.
 */
const credentialCodes =
  /^(InvalidClientTokenId|UnrecognizedClient(Exception)?|ExpiredToken(Exception)?|RequestExpired|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?|CredentialsProviderError|TokenProviderError|InvalidIdentityToken(Exception)?)$/;
const accessDeniedCodes =
  /^(AccessDenied(Exception)?|AuthorizationError(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?|OptInRequired)$/;
const throttlingCodes =
  /^(Throttling(Exception)?|ThrottledException|RequestLimitExceeded|TooManyRequestsException|RequestThrottled(Exception)?|SlowDown|BandwidthLimitExceeded)$/;
/** Error codes of a used-up quota. Throttling codes with the same ending are checked first. */
const quotaCodes = /(LimitExceeded|QuotaExceeded)(Exception|Fault)?$/;
const connectionCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|TimeoutError|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/;

/** Quotas of which a text says what uses them up, by service. */
const quotaTexts: Readonly<Record<string, MessageCode>> = {
  cloudformation: 'error.awsStackQuota',
};

/** Advice to programmers that the SDK appends if it cannot parse an answer. */
const debuggingHint = /\s+Deserialization error: to see the raw response.*$/s;

/** The common properties of the SDK's errors. */
interface SdkError extends Error {
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
 * otherwise an OperationError with AWS's code and message.
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

/** Returns the code of a failed connection; undefined if the error is about something else. */
export function connectionCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  // The SDK wraps an error that another context threw. The code is then only in the message.
  const [wrapped] =
    /(?<=^AWS SDK error wrapper for .*)\bE[A-Z_]+\b/.exec(error.message) ?? [];
  const code = String(Reflect.get(error, 'code') ?? wrapped ?? error.name);
  return connectionCodes.test(code) ? code : undefined;
}

/** Converts an error of the SDK. Returns the backend's own errors and aborts unchanged. */
function toOurError(
  environment: EnvironmentConfig,
  action: string,
  error: unknown,
): unknown {
  // The SDK adds metadata to the errors of the credentials, which are explained already.
  if (error instanceof AwsUnavailableError || !isSdkError(error)) {
    return error;
  }
  const { accountId, name, region, endpoint } = environment;
  const where = { action, accountId, environment: name, region };
  const [service = ''] = action.split(':');
  // Our texts continue after it, with a full stop of their own.
  const said = error.message.replace(debuggingHint, '').replace(/\.+$/, '');
  const answer = `${error.name}: ${said}`;
  const status = error.$metadata?.httpStatusCode;
  const unavailable = (
    reason: AwsUnavailableReason,
    code: MessageCode,
    params: MessageParams,
  ) =>
    new AwsUnavailableError(
      createMessage(code, { ...where, ...params }),
      reason,
      accountId,
    );

  if (credentialCodes.test(error.name)) {
    return unavailable('credentials', 'error.awsCredentials', { answer });
  }
  if (accessDeniedCodes.test(error.name)) {
    const missing = /sts:AssumeRole\w*/.exec(error.message)?.[0] ?? action;
    return unavailable(
      missing.startsWith('sts:AssumeRole') ? 'credentials' : 'access-denied',
      'error.awsPermission',
      { action: missing, answer: said },
    );
  }
  if (isThrottled(error)) {
    return unavailable('throttled', 'error.awsThrottled', {});
  }
  const failure =
    connectionCodeOf(error) ?? (isAnswerOfOthers(error) && `HTTP ${status}`);
  if (failure) {
    const params = {
      answer: failure,
      key: `auroraDb.environments.${name}.endpoint`,
    };
    return endpoint
      ? unavailable('unreachable', 'error.awsUnreachable', {
          endpoint,
          ...params,
        })
      : unavailable('unreachable', 'error.awsServiceUnreachable', {
          service,
          ...params,
        });
  }
  if (quotaCodes.test(error.name)) {
    return new QuotaExceededError(
      createMessage(quotaTexts[service] ?? 'error.awsQuota', {
        ...where,
        answer,
      }),
    );
  }
  if (/NotFound(Fault|Exception)?$/.test(error.name)) {
    return new NotFoundError(
      createMessage('error.awsMissing', { ...where, answer: said }),
    );
  }
  // An error without a fault did not come from the service: the SDK could not read the answer.
  if (error.$fault !== 'client' || (status !== undefined && status >= 500)) {
    return unavailable('failing', 'error.awsFailing', { answer });
  }
  return new OperationError(
    createMessage('error.awsRefused', { ...where, answer }),
  );
}

/**
 * Whether the answer has no error code of AWS: another server listens at the endpoint, or a proxy is
 * between. The SDK then calls the error Unknown or, with the status 404, NotFound.
 */
function isAnswerOfOthers(error: SdkError): boolean {
  const isCoded =
    error.name !== 'Unknown' &&
    !(error.name === 'NotFound' && error.message === 'Unknown');
  return !isCoded && Number(error.$metadata?.httpStatusCode) < 500;
}

/** Whether AWS throttled the call. */
export function isThrottled(error: unknown): boolean {
  return (
    isSdkError(error) &&
    (throttlingCodes.test(error.name) ||
      error.$metadata?.httpStatusCode === 429)
  );
}

function isSdkError(error: unknown): error is SdkError {
  return (
    error instanceof Error &&
    error.name !== 'AbortError' &&
    ('$metadata' in error ||
      connectionCodeOf(error) !== undefined ||
      credentialCodes.test(error.name))
  );
}
