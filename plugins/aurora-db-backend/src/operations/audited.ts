import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

/**
 * Runs a write, or a read of data, and creates an auditor event with its result.
 *
 * @param meta - what is known before the run reads anything, so that refusals are audited too
 * @param run - may add what it learns; the event then contains it
 */
export async function audited<T>(
  auditor: AuditorService,
  eventId: string,
  meta: JsonObject,
  run: (note: (learned: JsonObject) => void) => Promise<T>,
  request?: AuditorServiceCreateEventOptions['request'],
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    meta,
    ...(request && { request }),
  });
  let learned: JsonObject = {};
  const outcome = () =>
    Object.keys(learned).length > 0 ? { meta: learned } : {};
  try {
    const result = await run(more => {
      learned = { ...learned, ...more };
    });
    await event.success(outcome());
    return result;
  } catch (error) {
    await event.fail({
      ...outcome(),
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
