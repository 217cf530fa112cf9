import {
  messageSchema,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { translateMessages } from '../translation/translateMessage';
import type { Texts } from '../translation/useTexts';

/** What the backend adds to the body of an error. */
const explainedSchema = z.object({ messages: z.array(messageSchema).min(1) });

function messagesOf(error: ResponseError): Message[] | undefined {
  return explainedSchema.safeParse(error.cause).data?.messages;
}

/**
 * Says why a call failed: the backend's messages in the user's language. If the backend sent none
 * or did not answer, the text is English.
 */
export function explainError(error: Error, { t, language }: Texts): string {
  if (!(error instanceof ResponseError)) {
    return error.message;
  }
  const messages = messagesOf(error);
  return messages
    ? translateMessages(messages, t, language, '\n')
    : error.cause.message;
}

/** Whether a call failed because `auroraDb` of app-config is missing or invalid. */
export function isNotConfigured(error: Error): boolean {
  return (
    error instanceof ResponseError &&
    messagesOf(error)?.some(({ code }) => code === 'error.notConfigured') ===
      true
  );
}
