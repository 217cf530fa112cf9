import {
  createMessage,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import { quotasCheck as databaseQuotasCheck } from '../preflight/quotasCheck';
import { commandRemedy } from './commandRemedy';
import type { ReadinessCheck, ReadinessFinding } from './ReadinessCheck';

/** Whether the account can have one more database and one more manual snapshot. */
export function quotasCheck(
  quotas: AccountQuotaReader,
  snapshots: Pick<ClusterSnapshotReader, 'readQuota'>,
): ReadinessCheck {
  return {
    name: 'quotas',

    async run({ environment }) {
      const exceeded = (message: Message): ReadinessFinding => ({
        ok: false,
        message,
        remedy: commandRemedy(
          ...['aws', 'service-quotas', 'list-service-quotas'],
          ...['--service-code', 'rds', '--region', environment.region],
          ...['--query', 'Quotas[].[QuotaCode,QuotaName,Value]'],
          ...['--output', 'table'],
        ),
      });
      const [ofDatabase, { used, limit }] = await Promise.all([
        databaseQuotasCheck(quotas).run({
          environment,
          config: environment.config,
          isNew: true,
        }),
        snapshots.readQuota(environment),
      ]);
      const failed = [
        ...ofDatabase.filter(({ ok }) => !ok).map(({ message }) => message),
        ...(used >= limit
          ? [createMessage('readiness.snapshotQuota', { used, limit })]
          : []),
      ];
      return failed.length > 0 ? failed.map(exceeded) : ofDatabase;
    },
  };
}
