import type { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { invalidParameter } from './invalidParameter';
import type { snsInputs } from './snsInputs';

/** SNS's limit of a message with its attributes, in bytes. */
const maxBytes = 262_144;

type PublishInput = z.output<typeof snsInputs.Publish>;

/** An attribute of a message. `Value` is in base 64 for type Binary. */
interface MessageAttribute {
  Type: string;
  Value: string;
}

/** The content of a message that was published. */
export interface MessageContent {
  subject: string | undefined;
  message: string;
  /** The message of each protocol, if `MessageStructure` is `json`. */
  messages?: Record<string, string>;
  attributes?: Record<string, MessageAttribute>;
  groupId?: string;
}

/** Throws SNS's error for a message that is not valid. */
export function readMessage(input: PublishInput): MessageContent {
  const { Message, Subject, MessageStructure, MessageGroupId } = input;
  if (Message === '') {
    throw invalidParameter('Empty message');
  }
  // A subject has no line breaks or control characters.
  if (Subject !== undefined && !/^\P{Cc}{1,100}$/u.test(Subject)) {
    throw invalidParameter('Subject');
  }
  const attributes = Object.fromEntries(
    Object.entries(input.MessageAttributes).map(([name, value]) => [
      name,
      readAttribute(name, value),
    ]),
  );
  const size = Object.entries(attributes).reduce(
    (sum, [name, { Type, Value }]) =>
      sum + Buffer.byteLength(name + Type + Value),
    Buffer.byteLength(Message),
  );
  if (size > maxBytes) {
    throw invalidParameter('Message too long');
  }
  return {
    subject: Subject,
    message: Message,
    messages: messagesOf(Message, MessageStructure),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
    groupId: MessageGroupId,
  };
}

function messagesOf(
  message: string,
  structure: string | undefined,
): Record<string, string> | undefined {
  if (structure === undefined || structure === '') {
    return undefined;
  }
  if (structure !== 'json') {
    throw invalidParameter(
      `MessageStructure Reason: must be json, not ${structure}`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    throw invalidParameter(
      'Message Structure - JSON message body failed to parse',
    );
  }
  const entries = Object.entries(Object(parsed)).flatMap(
    ([protocol, text]): Array<[string, string]> =>
      typeof text === 'string' ? [[protocol, text]] : [],
  );
  const messages = Object.fromEntries(entries);
  if (messages.default === undefined) {
    throw invalidParameter(
      'Message Structure - No default entry in JSON message body',
    );
  }
  return messages;
}

function readAttribute(
  name: string,
  {
    DataType,
    StringValue,
    BinaryValue,
  }: PublishInput['MessageAttributes'][string],
): MessageAttribute {
  if (!/^[\w.-]{1,256}$/.test(name) || /^\.|\.$|\.\./.test(name)) {
    throw invalidValue(`The message attribute name '${name}' is not valid.`);
  }
  const [type = ''] = DataType.split('.');
  if (type === '') {
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute type.`,
    );
  }
  if (!['Binary', 'Number', 'String'].includes(type)) {
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = type === 'Binary' ? BinaryValue : StringValue;
  const other = type === 'Binary' ? StringValue : BinaryValue;
  if (value === undefined || value.length === 0 || other !== undefined) {
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  const text =
    typeof value === 'string' ? value : Buffer.from(value).toString('base64');
  if (type === 'Number' && !Number.isFinite(Number(text))) {
    throw invalidValue(
      `Could not cast message attribute '${name}' value to number.`,
    );
  }
  return { Type: DataType, Value: text };
}

function invalidValue(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}
