import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightCheck } from './PreflightCheck';
import type { RestoreSourceSubject } from './preflightSubjects';

/**
 * Shows the times to which a database can be restored. The service itself refuses any other time
 * before this check. RDS encrypts the copy of a snapshot, but not a cluster that it restores to a
 * time, and the portal's databases are encrypted.
 */
export const windowCheck: PreflightCheck<RestoreSourceSubject> = {
  name: 'window',
  async run(source) {
    if (!('window' in source)) {
      return [];
    }
    const { earliest, latest, isEncrypted } = source.window;
    if (!isEncrypted) {
      return [
        { ok: false, message: createMessage('preflight.windowUnencrypted') },
      ];
    }
    const message = createMessage('preflight.restorable', {
      earliest: earliest.toISOString(),
      latest: latest.toISOString(),
    });
    return [{ ok: true, message }];
  },
};
