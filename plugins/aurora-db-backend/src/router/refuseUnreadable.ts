import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type express from 'express';
import { z } from 'zod';
import { InputError } from '../ports/errors/userErrors';

/** What Express throws for a body that is not JSON. */
const unparsedSchema = z.object({ type: z.literal('entity.parse.failed') });

/** Converts the errors of Express for requests that it cannot read. */
export const refuseUnreadable: express.ErrorRequestHandler = (
  error: unknown,
  _request,
  _response,
  next,
) => {
  if (error instanceof URIError) {
    next(new InputError(createMessage('input.path')));
  } else if (unparsedSchema.safeParse(error).success) {
    next(new InputError(createMessage('input.body')));
  } else {
    next(error);
  }
};
