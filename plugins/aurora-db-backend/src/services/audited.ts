import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

/** Runs a write and leaves an auditor event with its outcome. */
export async function audited<T>(
  auditor: AuditorService,
  eventId: string,
  meta: JsonObject,
  write: () => Promise<T>,
  request?: AuditorServiceCreateEventOptions['request'],
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    meta,
    ...(request && { request }),
  });
  try {
    const result = await write();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
