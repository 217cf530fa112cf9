import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { ClusterReader } from '../ports/ClusterReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import { findingsOf, type PreflightCheck } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

/**
 * Whether a cluster or log group with the names of a new database already exists. If so,
 * CloudFormation would fail midway.
 */
export function leftoversCheck(
  clusters: Pick<ClusterReader, 'describe'>,
  logGroups: LogGroupReader,
): PreflightCheck<DatabaseSubject> {
  return {
    name: 'leftovers',

    async run({ environment, names: { clusterIdentifier, stackName }, isNew }) {
      if (!isNew) {
        return [];
      }
      const logGroup = `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
      const [cluster, hasLogGroup] = await Promise.all([
        clusters.describe(environment, clusterIdentifier),
        logGroups.exists(environment, logGroup).catch(error => {
          // Without the permission, CloudFormation reports a leftover log group.
          if (
            error instanceof AwsUnavailableError &&
            error.reason === 'access-denied'
          ) {
            return false;
          }
          throw error;
        }),
      ]);
      return findingsOf(
        [
          ...(cluster
            ? [
                createMessage('preflight.clusterLeft', {
                  clusterIdentifier,
                  stackName,
                }),
              ]
            : []),
          ...(hasLogGroup
            ? [createMessage('preflight.logGroupLeft', { logGroup })]
            : []),
        ],
        () => createMessage('preflight.nothingLeft'),
      );
    },
  };
}
