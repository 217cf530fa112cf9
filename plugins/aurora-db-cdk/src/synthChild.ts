/**
 * The process in which a portal makes templates: forked with an IPC channel, it answers `{id, request}` with `{id, template}` or
 * `{id, error: {name, message}}`, one at a time in the order of arrival, and ends when the channel closes.
 */
import { synthRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import './withoutTemplateLinter';
import { synthesizeDatabase } from './synth';

const messageSchema = z.object({
  id: z.union([z.string(), z.number()]),
  request: z.unknown(),
});

process.on('message', message => {
  const { id, request } = messageSchema.parse(message);
  process.send?.({ id, ...answer(request) });
});
process.on('disconnect', () => process.exit(0));

function answer(request: unknown) {
  try {
    return { template: synthesizeDatabase(synthRequestSchema.parse(request)) };
  } catch (error) {
    const { name, message } =
      error instanceof Error ? error : new Error(String(error));
    return {
      error: {
        name,
        message: error instanceof z.ZodError ? z.prettifyError(error) : message,
      },
    };
  }
}
