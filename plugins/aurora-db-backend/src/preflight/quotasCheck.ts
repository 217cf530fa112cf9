import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AccountQuotaReader } from '../ports/AccountQuotaReader';
import { findingsOf, type PreflightCheck } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

/**
 * Whether the account's RDS quotas allow the resources of a new database. CloudFormation reports
 * quotas that RDS does not list.
 */
export function quotasCheck(
  reader: AccountQuotaReader,
): PreflightCheck<Pick<DatabaseSubject, 'environment' | 'config' | 'isNew'>> {
  return {
    name: 'quotas',

    async run({ environment, config, isNew }) {
      if (!isNew) {
        return [];
      }
      const quotas = await reader.read(environment);
      const needs = {
        DBClusters: 1,
        DBInstances: config.multiAz ? 2 : 1,
        DBClusterParameterGroups: 1,
        DBSubnetGroups: 1,
      };
      const exceeded = Object.entries(needs).flatMap(([quota, needed]) => {
        const known = quotas.get(quota);
        return known && known.used + needed > known.limit
          ? [
              createMessage('preflight.quotaExceeded', {
                quota,
                needed,
                ...known,
              }),
            ]
          : [];
      });
      return findingsOf(exceeded, () => createMessage('preflight.quotas'));
    },
  };
}
