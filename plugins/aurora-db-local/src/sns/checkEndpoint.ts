import { AwsError } from '../service/AwsService';
import { invalidParameter } from './invalidParameter';

/** The endpoint of each protocol, and SNS's error for another. */
const protocols: Readonly<Record<string, [pattern: RegExp, problem: string]>> =
  {
    application: [
      /^arn:aws:sns:[^:]+:\d{12}:endpoint\/.+$/,
      'Application endpoint arn invalid',
    ],
    email: [/^[^@\s]+@[^@\s]+$/, 'Email address'],
    'email-json': [/^[^@\s]+@[^@\s]+$/, 'Email address'],
    firehose: [
      /^arn:aws:firehose:[^:]+:\d{12}:deliverystream\/.+$/,
      'Firehose endpoint ARN',
    ],
    http: [/^http:\/\/\S+$/, 'Endpoint must match the specified protocol'],
    https: [/^https:\/\/\S+$/, 'Endpoint must match the specified protocol'],
    lambda: [
      /^arn:aws:lambda:[^:]+:\d{12}:function:.+$/,
      'Lambda endpoint ARN',
    ],
    sms: [/^\+?[\d\s()./-]{4,20}$/, 'Invalid SMS endpoint'],
    sqs: [/^arn:aws:sqs:[^:]+:\d{12}:[\w.-]+$/, 'SQS endpoint ARN'],
  };

/** Throws SNS's error for an unknown protocol, or an endpoint of another one. */
export function checkEndpoint(protocol: string, endpoint: string): void {
  const known = Object.hasOwn(protocols, protocol)
    ? protocols[protocol]
    : undefined;
  if (!known) {
    throw invalidParameter(
      `Amazon SNS does not support this protocol string: ${protocol}`,
    );
  }
  const [pattern, problem] = known;
  if (!pattern.test(endpoint)) {
    throw protocol === 'sms'
      ? new AwsError('InvalidParameter', `${problem}: ${endpoint}`)
      : invalidParameter(problem);
  }
}
