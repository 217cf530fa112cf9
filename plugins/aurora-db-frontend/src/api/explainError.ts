import { messageSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { translateMessages } from '../translation/translateMessage';
import type { Texts } from '../translation/useTexts';

/** What the backend adds to the body of an error. */
const explainedSchema = z.object({ messages: z.array(messageSchema).min(1) });

/**
 * Says why a call failed: the backend's messages in the user's language. If the backend sent none
 * or did not answer, the text is English.
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
