import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Telemetry } from '../ports/Telemetry';

/** Counts the writes and the reads of data by their outcome. Each makes one auditor event. */
export function measuredAuditor(
  auditor: AuditorService,
  telemetry: Pick<Telemetry, 'operationEnded'>,
): AuditorService {
  return {
    createEvent: async options => {
      const event = await auditor.createEvent(options);
      return {
        success: async result => {
          telemetry.operationEnded(options.eventId, 'success');
          await event.success(result);
        },
        fail: async result => {
          telemetry.operationEnded(options.eventId, 'failure');
          await event.fail(result);
        },
      };
    },
  };
}
