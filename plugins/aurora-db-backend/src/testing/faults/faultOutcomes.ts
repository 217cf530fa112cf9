/**
 * The outcome of a run if AWS fails one of its calls for longer than the SDK retries.
 *
 * Services distinguish two kinds of trouble: temporary trouble, and refused credentials.
 * `awsFaults.test.ts` shows the kind of each fault at each service, so one trouble for each call is
 * enough here. A call has a second row if refused credentials have another outcome.
 *
 * - `fails`: the run ends, the user reads which call failed and why, and nothing was changed.
 * - `goes on`: the run waits, and succeeds when AWS answers again.
 * - `lost`: the operation continues in AWS, and the log says so.
 * - `no snapshot`: nothing was deployed, because the run could not follow the snapshot before it.
 * - `kept`: the database still exists, perhaps without its protection, and the log says so.
 * - `deleted`: the run waits. When AWS answers again, one final snapshot is left of the database.
 * - `unseen`: one final snapshot is left, which the run could not read, and the log says so.
 */
const table = `
  run        | call                                       | trouble    | outcome
  update     | cloudformation:DescribeStacks              | throttled  | fails
  update     | rds:DescribeDBClusters                     | failing    | fails
  update     | cloudformation:GetTemplate                 | cut off    | fails
  update     | sts:GetCallerIdentity                      | unreadable | fails
  update     | ec2:DescribeSubnets                        | expired    | fails
  update     | ec2:DescribeSecurityGroups                 | throttled  | fails
  update     | iam:GetAccountSummary                      | failing    | goes on
  update     | iam:ListAttachedRolePolicies               | cut off    | goes on
  update     | cloudformation:CreateChangeSet             | unreadable | fails
  update     | cloudformation:DescribeChangeSet           | expired    | fails
  update     | rds:CreateDBClusterSnapshot                | throttled  | fails
  update     | rds:DescribeDBClusterSnapshots             | failing    | goes on
  update     | rds:DescribeDBClusterSnapshots             | expired    | no snapshot
  update     | cloudformation:ExecuteChangeSet            | unanswered | fails
  update     | cloudformation:DescribeStackEvents         | cut off    | goes on
  update     | cloudformation:DescribeStackEvents         | expired    | lost
  no change  | cloudformation:DeleteChangeSet             | expired    | fails
  protection | cloudformation:UpdateTerminationProtection | throttled  | fails
  creation   | rds:DescribeDBEngineVersions               | failing    | fails
  creation   | logs:DescribeLogGroups                     | cut off    | fails
  creation   | rds:DescribeAccountAttributes              | unreadable | fails
  snapshot   | rds:DescribeDBClusters                     | expired    | fails
  snapshot   | rds:DescribeAccountAttributes              | throttled  | fails
  snapshot   | rds:CreateDBClusterSnapshot                | failing    | fails
  restore    | rds:DescribeDBClusters                     | cut off    | fails
  restore    | rds:DescribeDBEngineVersions               | unreadable | fails
  unlocking  | cloudformation:CreateChangeSet             | expired    | kept
  unlocking  | cloudformation:DescribeChangeSet           | throttled  | kept
  unlocking  | cloudformation:UpdateTerminationProtection | throttled  | kept
  unlocking  | cloudformation:UpdateTerminationProtection | expired    | kept
  unlocking  | cloudformation:ExecuteChangeSet            | unanswered | kept
  deletion   | cloudformation:DescribeStacks              | unreadable | fails
  deletion   | rds:DescribeDBClusters                     | expired    | fails
  deletion   | cloudformation:GetTemplate                 | throttled  | fails
  deletion   | rds:DescribeAccountAttributes              | failing    | fails
  deletion   | cloudformation:DeleteStack                 | throttled  | fails
  deletion   | cloudformation:DeleteStack                 | expired    | fails
  deletion   | rds:DescribeDBClusterSnapshots             | unreadable | unseen
  deletion   | cloudformation:DescribeStackEvents         | throttled  | deleted
  deletion   | cloudformation:DescribeStackEvents         | expired    | kept`;

/** The faults of aurora-db-local, and what the user reads about a call. */
export const troubles: Record<
  string,
  { fault: object; read: (call: string) => string }
> = {
  throttled: {
    fault: { kind: 'throttle' },
    read: call => `AWS is throttling ${call} in account`,
  },
  failing: {
    fault: { kind: 'error500' },
    read: call => `AWS failed to answer ${call} in account`,
  },
  'cut off': {
    fault: { kind: 'reset' },
    read: call => `(cannot be reached for|failed to answer) ${call}`,
  },
  unreadable: {
    fault: { kind: 'malformed' },
    read: call => `AWS failed to answer ${call} in account`,
  },
  unanswered: {
    fault: { kind: 'timeout' },
    read: call => `cannot be reached for ${call}`,
  },
  expired: {
    fault: { kind: 'expiredToken' },
    read: () =>
      'The credentials for account \\d{12} .* were refused: ExpiredToken.*: The security token included in the request is expired. Check aws.accounts in app-config',
  },
  refused: {
    fault: { kind: 'accessDenied' },
    read: call => `lack the permission ${call}: User: .* is not authorized`,
  },
};

/** Every call of every run, its trouble, and the outcome. */
export const faultOutcomes = table
  .trim()
  .split('\n')
  .slice(1)
  .map(line => {
    const [run = '', call = '', trouble = '', outcome = ''] = line
      .split('|')
      .map(cell => cell.trim());
    return { run, call, trouble, outcome };
  });

/** After an update that succeeded. */
export const updated = {
  said: 'succeeded',
  operations: 1,
  snapshots: 1,
  stacks: 0,
};
/** After a run that changed nothing. */
const nothing = { operations: 0, snapshots: 0, stacks: 0, clusters: 0 };
/** After a deletion that only changed what it must change first. */
const prepared = { snapshots: 0, stacks: 0, clusters: 0 };
/** After a deletion that succeeded. */
export const gone = { snapshots: 1, stacks: -1, clusters: -1 };

/** What to expect for each outcome, by what the user reads about the call. */
export const expectations = (
  call: string,
  read: string,
): Record<string, { said: RegExp; lastLine?: RegExp; changes: object }> => ({
  fails: {
    said: new RegExp(`^ServiceUnavailableError: .*${read}`),
    // The snapshot before an update that could not begin stays.
    changes: {
      ...(call.endsWith('DeleteStack') ? prepared : nothing),
      ...(call.endsWith('ExecuteChangeSet') && { snapshots: 1 }),
    },
  },
  'goes on': { said: /^succeeded$/, changes: updated },
  'no snapshot': {
    said: new RegExp(
      `^Error: Nothing was deployed, because the snapshot before the deploy failed: ${read}`,
    ),
    changes: { ...nothing, snapshots: 1 },
  },
  lost: {
    said: new RegExp(`^ServiceUnavailableError: ${read}`),
    lastLine:
      /^AWS no longer answers for faulty-(stg|prd)-database\. The operation continues in AWS\. Run this again to see its result$/,
    changes: { ...nothing, operations: 1, snapshots: 1 },
  },
  kept: {
    said: new RegExp(`^ServiceUnavailableError: .*${read}`),
    lastLine:
      /^faulty-(dev|stg|prd) is not deleted\. If its protection is off already, deploying it again turns that on$/,
    changes: /UpdateTerminationProtection|DescribeStackEvents/.test(call)
      ? prepared
      : nothing,
  },
  unseen: {
    said: new RegExp(`^ServiceUnavailableError: .*${read}`),
    lastLine:
      /^The stack of faulty-dev is deleted\. Run this again to see what is left of its data$/,
    changes: gone,
  },
  deleted: {
    said: /^succeeded$/,
    lastLine: /^faulty-dev is deleted$/,
    changes: gone,
  },
});
