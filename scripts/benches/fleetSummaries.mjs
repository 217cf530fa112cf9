const environments = [
  ['local', '111111111111'],
  ['dev', '222222222222'],
  ['stg', '333333333333'],
  ['prod', '444444444444'],
];
const versions = ['13.12', '14.9', '15.4', '15.10', '16.4', '17.4'];
const classes = ['db.r6g.large', 'db.r6g.2xlarge', 'db.t4g.medium'];
const hourMs = 60 * 60_000;

/**
 * Rows of the list of databases, as the backend answers them: of four environments, mostly made by
 * other tools, a few of them with problems.
 *
 * @param {number} size the number of databases
 */
export function fleetSummaries(size) {
  const now = Date.now();
  const ago = hours => new Date(now - hours * hourMs).toISOString();
  return Array.from({ length: size }, (_, index) => {
    const [environment, accountId] = environments[index % environments.length];
    const isExisting = index % 10 !== 0;
    const isServerless = !isExisting || index % 3 !== 0;
    return {
      entityRef: isExisting
        ? `resource:default/${environment}.team-${index % 37}-cluster-${index}`
        : `resource:default/service-${index}-${environment}`,
      environment,
      origin: isExisting ? 'existing' : 'portal',
      accountId,
      region: 'ap-northeast-1',
      status: index % 41 === 40 ? 'stopped' : 'available',
      engineVersion: versions[index % versions.length],
      ...(isServerless && {
        capacity: { min: 0.5, max: 16, current: (index % 32) / 2 + 0.5 },
      }),
      instanceClasses: isServerless
        ? ['db.serverless']
        : [classes[index % classes.length]],
      severity: severityOf(index),
      owner: `group:default/team-${index % 37}`,
      ...(index % 5 !== 0 && { lastSnapshotAt: ago(index % 700) }),
      earliestRestorableTime: ago(7 * 24),
      latestRestorableTime: ago(0),
    };
  });
}

function severityOf(index) {
  if (index % 97 === 5) {
    return 'critical';
  }
  if (index % 23 === 7) {
    return 'warning';
  }
  return index % 41 === 40 ? 'unknown' : 'ok';
}
