import {
  createMessage,
  messageSchema,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ConflictError as BackstageConflictError,
  InputError as BackstageInputError,
  NotAllowedError as BackstageNotAllowedError,
  NotFoundError as BackstageNotFoundError,
  ServiceUnavailableError as BackstageServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';

/*
 * Errors that carry their messages. Backstage's error handler sends all fields of an error: a
 * frontend translates `error.messages`, other callers read `error.message` in English. The handler
 * chooses the status by the name of the class.
 */

/** The caller sent something wrong: 400. */
export class InputError extends BackstageInputError {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

/** The caller is not allowed to do this: 403. */
export class NotAllowedError extends BackstageNotAllowedError {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

/** The requested resource does not exist: 404. */
export class NotFoundError extends BackstageNotFoundError {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

/** The state of a database does not allow this: 409. */
export class ConflictError extends BackstageConflictError {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

/** A service that the portal needs does not answer: 503. */
export class ServiceUnavailableError extends BackstageServiceUnavailableError {
  readonly messages: readonly Message[];

  /** @param cause - the error of the call, for logs; its message follows the text */
  constructor(message: Message, cause?: unknown) {
    super(message.text, cause);
    this.messages = [message];
  }
}

/** An operation failed, or AWS refused a call that should be possible: 500. */
export class OperationError extends Error {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

const explainedSchema = z.object({ messages: z.array(messageSchema).min(1) });

/**
 * The messages of an error, for the message of another one. The text of an error without messages
 * stays as it is.
 */
export function messagesOf(error: unknown): Message[] {
  const explained = explainedSchema.safeParse(error);
  if (explained.success) {
    return explained.data.messages;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return [createMessage('error.other', { reason })];
}

function textOf(messages: readonly Message[]): string {
  return messages.map(({ text }) => text).join('\n');
}
