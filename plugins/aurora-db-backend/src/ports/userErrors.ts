import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  ConflictError as BackstageConflictError,
  InputError as BackstageInputError,
  NotAllowedError as BackstageNotAllowedError,
  NotFoundError as BackstageNotFoundError,
} from '@backstage/errors';

/*
 * Backstage's errors with the messages that they consist of. Backstage's error handler sends all fields of an error, so that a frontend
 * gets `error.messages` to translate, and other callers `error.message` in English. It chooses the status by the name, which is that of
 * the class.
 */

/** The caller sent something wrong: 400. */
export class InputError extends BackstageInputError {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

/** The caller may not do this: 403. */
export class NotAllowedError extends BackstageNotAllowedError {
  readonly messages: readonly Message[];

  constructor(...messages: Message[]) {
    super(textOf(messages));
    this.messages = messages;
  }
}

/** There is no such thing: 404. */
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

function textOf(messages: readonly Message[]): string {
  return messages.map(({ text }) => text).join('\n');
}
