import { AwsError } from '../service/AwsService';

/*
 * The errors that all AWS services share ("Common Error Types" in each API reference), with the
 * codes of the query protocol. The JSON protocols use other codes for some of them: see
 * `jsonErrorOf`.
 */

export function missingAuthenticationToken(): AwsError {
  return new AwsError(
    'MissingAuthenticationToken',
    'Request is missing Authentication Token',
    403,
  );
}

export function methodNotAllowed(method: string): AwsError {
  return new AwsError(
    'MethodNotAllowed',
    `aurora-db-local takes AWS calls by POST only, because a web page can make a browser send a ${method}. ` +
      'Send a POST that is signed in its Authorization header; presigned URLs are not supported. ' +
      'Only S3 has other methods, with a signature for S3 in this header.',
    405,
  );
}

export function incompleteSignature(header: string): AwsError {
  return new AwsError(
    'IncompleteSignature',
    `${header} needs 'Credential=<key>/<date>/<region>/<service>/aws4_request'.`,
  );
}

export function expiredToken(): AwsError {
  return new AwsError(
    'ExpiredToken',
    'The security token included in the request is expired',
    403,
  );
}

/** The codes of services whose refusals are not `AccessDenied`. */
const refusalCodes: Readonly<Record<string, string>> = {
  ec2: 'UnauthorizedOperation',
  pi: 'NotAuthorizedException',
  sns: 'AuthorizationError',
};

/** IAM's prefixes of services whose signing name differs. */
const iamPrefixes: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
};

/** The refusal of a call that no policy of the caller allows. */
export function accessDenied(
  principalArn: string,
  signingName: string,
  operation: string,
): AwsError {
  const prefix = iamPrefixes[signingName] ?? signingName;
  return new AwsError(
    refusalCodes[signingName] ?? 'AccessDenied',
    `User: ${principalArn} is not authorized to perform: ${prefix}:${operation}`,
    403,
  );
}

export function throttling(): AwsError {
  return new AwsError('Throttling', 'Rate exceeded', 400);
}

export function internalFailure(message: string): AwsError {
  return new AwsError('InternalFailure', message, 500);
}

export function malformedInput(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

const namedAsException = new Set([
  'AccessDenied',
  'MissingAuthenticationToken',
  'IncompleteSignature',
  'ExpiredToken',
  'Throttling',
]);

/** The same error with its code in the JSON and CBOR protocols. */
export function jsonErrorOf(error: AwsError): AwsError {
  return namedAsException.has(error.code)
    ? new AwsError(`${error.code}Exception`, error.message, 400)
    : error;
}
