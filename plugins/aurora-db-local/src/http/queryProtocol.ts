import { AwsError, type AwsService } from '../service/AwsService';
import { parseQueryInput } from './parseQueryInput';
import type { Protocol, WireRequest, WireResponse } from './Protocol';
import { escapeXml, renderXml, type XmlNames } from './renderXml';

/** XML namespaces, from each service's model. */
const namespaces: Readonly<Record<string, string>> = {
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  monitoring: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  rds: 'http://rds.amazonaws.com/doc/2014-10-31/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

const ec2Namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** The AWS query protocol: form input, XML output. */
export const queryProtocol: Protocol = {
  name: 'query',
  operation: readAction,
  input: request =>
    parseQueryInput(parametersOf(request), { flatLists: false }),
  success(output, { service, operation, requestId }) {
    const result = renderXml(output, namesOf(service));
    return xmlResponse(
      200,
      `<${operation}Response xmlns="${namespaces[service.signingName] ?? ''}">` +
        `<${operation}Result>${result}</${operation}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    );
  },
  failure(error, { signingName, requestId, request }) {
    const { code, message, statusCode } = queryErrorOf(error, request);
    return xmlResponse(
      statusCode,
      `<ErrorResponse xmlns="${namespaces[signingName] ?? ''}"><Error>` +
        `<Type>${statusCode < 500 ? 'Sender' : 'Receiver'}</Type>` +
        `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  },
};

/**
 * EC2's variant: lists have no element names, members begin with a lowercase letter, and errors
 * have another format.
 */
export const ec2Protocol: Protocol = {
  name: 'ec2',
  operation: readAction,
  input: request => parseQueryInput(parametersOf(request), { flatLists: true }),
  success(output, { service, operation, requestId }) {
    const result = renderXml(output, namesOf(service));
    return xmlResponse(
      200,
      `<${operation}Response xmlns="${ec2Namespace}"><requestId>${requestId}</requestId>${result}</${operation}Response>`,
    );
  },
  failure(error, { requestId, request }) {
    const { code, message, statusCode } =
      error.code === 'Throttling'
        ? new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503)
        : queryErrorOf(error, request);
    return xmlResponse(
      statusCode,
      `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors>` +
        `<RequestID>${requestId}</RequestID></Response>`,
    );
  },
};

function parametersOf({ query, body }: WireRequest): URLSearchParams {
  return body.length > 0 ? new URLSearchParams(body.toString('utf8')) : query;
}

function readAction(request: WireRequest): string {
  const action = parametersOf(request).get('Action');
  if (!action) {
    throw new AwsError(
      'MissingAction',
      'The request is missing an action or a required parameter.',
    );
  }
  return action;
}

function queryErrorOf(error: AwsError, request: WireRequest): AwsError {
  if (error.code !== 'UnknownOperationException') {
    return error;
  }
  const parameters = parametersOf(request);
  return new AwsError(
    'InvalidAction',
    `Could not find operation ${parameters.get('Action')} for version ${parameters.get('Version')}: ${error.message}`,
  );
}

function namesOf({
  signingName,
  listElementNames,
  memberNames,
}: AwsService): XmlNames {
  const ec2 = signingName === 'ec2';
  return {
    member: (name, list) =>
      memberNames?.[`${list}.${name}`] ??
      memberNames?.[name] ??
      (ec2 ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name),
    element: list => listElementNames?.[list] ?? (ec2 ? 'item' : 'member'),
  };
}

function xmlResponse(statusCode: number, body: string): WireResponse {
  return {
    statusCode,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
