import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';

/** An account and a region in one key, such as `123456789012.ap-northeast-1`. */
export function accountKeyOf(place: {
  accountId?: string;
  region?: string;
}): string | undefined {
  const { accountId, region } = place;
  return accountId && region && `${accountId}.${region}`;
}

/** The major version of PostgreSQL, such as `15`. Absent until the cluster exists. */
export function engineMajorOf({
  engineVersion,
}: Pick<ClusterSummary, 'engineVersion'>): string | undefined {
  return engineVersion?.split('.')[0];
}

/** The classes of the provisioned instances. Serverless instances have a capacity instead. */
export function provisionedClassesOf({
  instanceClasses = [],
}: Pick<ClusterSummary, 'instanceClasses'>): string[] {
  return instanceClasses.filter(name => name !== 'db.serverless');
}
