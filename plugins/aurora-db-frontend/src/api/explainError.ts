import { messageSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { translateMessages } from '../translation/translateMessage';
import type { Texts } from '../translation/useTexts';

/** What the backend adds to the body of an error. */
const explainedSchema = z.object({ messages: z.array(messageSchema).min(1) });

/**
 * Why a call failed, in the reader's language: the messages of the backend if it refused. English if it sent none, or if there was no
 * answer.
 */
export function explainError(error: Error, { t, language }: Texts): string {
  if (!(error instanceof ResponseError)) {
    return error.message;
  }
  const explained = explainedSchema.safeParse(error.cause);
  return explained.success
    ? translateMessages(explained.data.messages, t, language, '\n')
    : error.cause.message;
}
