/**
 * What comes of a run while one of its calls gets no good answer for longer than the SDK retries. `fails`: it ends, the user reads which call
 * failed and why, and nothing was changed. `goes on`: it waits, and succeeds when AWS answers again. `lost`: what was begun goes on in AWS,
 * and the log says so. `no snapshot`: nothing was deployed, since the snapshot before it could not be followed. `kept`: a database that
 * is to be deleted stands, though perhaps without its protection, and the log says so. `deleted`: it waits, and the database is gone when
 * AWS answers again, with one final snapshot. `unseen`: the database is gone with one final snapshot, which could not be looked at: the log
 * says so.
 */
const table = `
  run         | call                               | throttled | failing | cut off | unreadable | unanswered | expired
  update      | cloudformation:DescribeStacks      | fails     | fails   | fails   | fails      | fails      | fails
  update      | rds:DescribeDBClusters             | fails     | fails   | fails   | fails      | fails      | fails
  update      | cloudformation:GetTemplate         | fails     | fails   | fails   | fails      | fails      | fails
  update      | sts:GetCallerIdentity              | fails     | fails   | fails   | fails      | fails      | fails
  update      | ec2:DescribeSubnets                | fails     | fails   | fails   | fails      | fails      | fails
  update      | ec2:DescribeSecurityGroups         | fails     | fails   | fails   | fails      | fails      | fails
  update      | iam:GetAccountSummary              | goes on   | goes on | goes on | goes on    | goes on    | goes on
  update      | iam:ListAttachedRolePolicies       | goes on   | goes on | goes on | goes on    | goes on    | goes on
  update      | cloudformation:CreateChangeSet     | fails     | fails   | fails   | fails      | fails      | fails
  update      | cloudformation:DescribeChangeSet   | fails     | fails   | fails   | fails      | fails      | fails
  update      | rds:CreateDBClusterSnapshot        | fails     | fails   | fails   | fails      | fails      | fails
  update      | rds:DescribeDBClusterSnapshots     | goes on   | goes on | goes on | goes on    | goes on    | no snapshot
  update      | cloudformation:ExecuteChangeSet    | fails     | fails   | fails   | fails      | fails      | fails
  update      | cloudformation:DescribeStackEvents | goes on   | goes on | goes on | goes on    | goes on    | lost
  no change   | cloudformation:DeleteChangeSet     | fails     | fails   | fails   | fails      | fails      | fails
  protection  | cloudformation:UpdateTerminationProtection | fails | fails | fails  | fails      | fails      | fails
  creation    | rds:DescribeDBEngineVersions       | fails     | fails   | fails   | fails      | fails      | fails
  creation    | logs:DescribeLogGroups             | fails     | fails   | fails   | fails      | fails      | fails
  creation    | rds:DescribeAccountAttributes      | fails     | fails   | fails   | fails      | fails      | fails
  snapshot    | rds:DescribeDBClusters             | fails     | fails   | fails   | fails      | fails      | fails
  snapshot    | rds:DescribeAccountAttributes      | fails     | fails   | fails   | fails      | fails      | fails
  snapshot    | rds:CreateDBClusterSnapshot        | fails     | fails   | fails   | fails      | fails      | fails
  restore     | rds:DescribeDBClusters             | fails     | fails   | fails   | fails      | fails      | fails
  restore     | rds:DescribeDBEngineVersions       | fails     | fails   | fails   | fails      | fails      | fails
  unlocking   | cloudformation:CreateChangeSet     | kept      | kept    | kept    | kept       | kept       | kept
  unlocking   | cloudformation:DescribeChangeSet   | kept      | kept    | kept    | kept       | kept       | kept
  unlocking   | cloudformation:UpdateTerminationProtection | kept | kept  | kept    | kept       | kept       | kept
  unlocking   | cloudformation:ExecuteChangeSet    | kept      | kept    | kept    | kept       | kept       | kept
  deletion    | cloudformation:DescribeStacks      | fails     | fails   | fails   | fails      | fails      | fails
  deletion    | rds:DescribeDBClusters             | fails     | fails   | fails   | fails      | fails      | fails
  deletion    | cloudformation:GetTemplate         | fails     | fails   | fails   | fails      | fails      | fails
  deletion    | rds:DescribeAccountAttributes      | fails     | fails   | fails   | fails      | fails      | fails
  deletion    | cloudformation:DeleteStack         | fails     | fails   | fails   | fails      | fails      | fails
  deletion    | rds:DescribeDBClusterSnapshots     | unseen    | unseen  | unseen  | unseen     | unseen     | unseen
  deletion    | cloudformation:DescribeStackEvents | deleted   | deleted | deleted | deleted    | deleted    | kept`;

/** As aurora-db-local's faults are called, and what the user reads of a call. */
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
};

const [heading = '', ...lines] = table.trim().split('\n');
const cellsOf = (line: string) => line.split('|').map(cell => cell.trim());
/** One for each cell: a run, one of its calls, what strikes that, and what comes of it. */
export const faultRows = lines.flatMap((line, index) => {
  const [run = '', call = '', ...outcomes] = cellsOf(line);
  return cellsOf(heading)
    .slice(2)
    .map((trouble, column) => ({
      /** Of the table. */
      line: index,
      run,
      call,
      trouble,
      outcome: outcomes[column] ?? '',
    }));
});

/** After an update that went well. */
export const updated = {
  said: 'succeeded',
  operations: 1,
  snapshots: 1,
  stacks: 0,
};
/** After what changed nothing. */
const nothing = { operations: 0, snapshots: 0, stacks: 0, clusters: 0 };
/** As before, but for what deleting it has to change first. */
const prepared = { snapshots: 0, stacks: 0, clusters: 0 };
/** After a deletion that went well. */
export const gone = { snapshots: 1, stacks: -1, clusters: -1 };

/** What each outcome of the table is, by what the user reads of the call. */
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
      `^Error: Nothing was deployed, as the snapshot before it did not come to be: ${read}`,
    ),
    changes: { ...nothing, snapshots: 1 },
  },
  lost: {
    said: new RegExp(`^ServiceUnavailableError: ${read}`),
    lastLine:
      /^Lost sight of faulty-(stg|prd)-database: what CloudFormation does with it goes on in AWS\. Run the same again to see how it ended$/,
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
