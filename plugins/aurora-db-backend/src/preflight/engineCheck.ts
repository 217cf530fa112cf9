import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightCheck } from './PreflightCheck';
import type { DeploySubject } from './preflightSubjects';

/** Whether the deploy chose an engine version and prepared its template. */
export const engineCheck: PreflightCheck<Pick<DeploySubject, 'engine'>> = {
  name: 'engine',
  async run({ engine }) {
    return [
      'version' in engine
        ? {
            ok: true,
            message: createMessage('preflight.engine', {
              engineVersion: engine.version,
            }),
          }
        : {
            ok: false,
            message: createMessage('preflight.refused', {
              reason: engine.problems,
            }),
          },
    ];
  },
};
