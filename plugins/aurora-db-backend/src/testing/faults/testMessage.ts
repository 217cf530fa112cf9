import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';

/** A message for an error that a test throws. Frontends show its English text. */
export const testMessage = (text: string): Message => ({ code: 'test', text });
