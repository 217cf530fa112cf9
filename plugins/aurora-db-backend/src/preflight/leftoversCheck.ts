import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/AwsUnavailableError';
import type { ClusterReader } from '../ports/ClusterReader';
import type { LogGroupReader } from '../ports/LogGroupReader';
import {
  findingsOf,
  type PreflightCheck,
  type PreflightFinding,
} from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

/** Whether a new database's cluster or log group exists already, so that CloudFormation would fail midway. */
export class LeftoversCheck implements PreflightCheck<DatabaseSubject> {
  readonly name = 'leftovers';
  readonly #clusters: Pick<ClusterReader, 'describe'>;
  readonly #logGroups: LogGroupReader;

  constructor(
    clusters: Pick<ClusterReader, 'describe'>,
    logGroups: LogGroupReader,
  ) {
    this.#clusters = clusters;
    this.#logGroups = logGroups;
  }

  async run({
    environment,
    names: { clusterIdentifier, stackName },
    isNew,
  }: DatabaseSubject): Promise<PreflightFinding[]> {
    if (!isNew) {
      return [];
    }
    const logGroup = `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
    const [cluster, hasLogGroup] = await Promise.all([
      this.#clusters.describe(environment, clusterIdentifier),
      this.#logGroups.exists(environment, logGroup).catch(error => {
        // CloudFormation reports a leftover log group too, so a missing permission is no obstacle.
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
  }
}
