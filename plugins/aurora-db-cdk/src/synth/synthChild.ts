/**
 * The process that makes templates for a portal. It is forked with an IPC channel, and answers each
 * `{id, request}` with `{id, template}` or `{id, error: {name, message}}`. It answers one message
 * at a time in the order of arrival. It exits when the channel closes, and the parent closes an
 * idle child. If a message has no id, its answer has none.
 */
import { z } from 'zod';
import { parseSynthRequest } from './parseSynthRequest';
import { synthesizeRequest } from './synthesizeRequest';

const messageSchema = z.object({
  id: z.union([z.string(), z.number()]),
  request: z.unknown().optional(),
});

function answer(message: unknown) {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) {
    return {
      error: {
        name: 'InvalidMessageError',
        message: 'expected a message {id, request}, with id a string or number',
      },
    };
  }
  const { id, request } = parsed.data;
  try {
    return { id, template: synthesizeRequest(parseSynthRequest(request)) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { id, error: { name: error.name, message: error.message } };
  }
}

if (!process.send) {
  process.stderr.write(
    'synth-child is started by a parent process, with child_process.fork.\n',
  );
  process.exit(2);
}
// A synthesis blocks this process. Meanwhile, messages wait in the channel in order.
process.on('message', message => process.send?.(answer(message)));
process.on('disconnect', () => process.exit(0));
