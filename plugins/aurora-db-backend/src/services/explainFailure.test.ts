import type { StackProgress } from './DatabaseStackWriter';
import { explainFailure, wayOutOf } from './explainFailure';

const event = (
  second: number,
  overrides: Partial<StackProgress>,
): StackProgress => ({
  id: String(second),
  at: new Date(1_000 * second),
  resource: 'Cluster',
  type: 'AWS::RDS::DBCluster',
  status: 'CREATE_FAILED',
  ofStack: false,
  ...overrides,
});

describe('explainFailure', () => {
  it("names the resource that failed first, AWS's reason, and a way out", () => {
    expect(
      explainFailure('goal-mandala-dev-database', [
        event(9, {
          ofStack: true,
          status: 'ROLLBACK_IN_PROGRESS',
          reason:
            'The following resource(s) failed to create: [Cluster, Topic].',
        }),
        event(5, { resource: 'Topic', reason: 'Rate exceeded' }),
        event(3, {
          reason: 'DB Cluster already exists (Service: Rds, Status Code: 400).',
        }),
        event(2, { resource: 'Group', reason: 'Resource creation cancelled' }),
        event(1, { status: 'CREATE_IN_PROGRESS' }),
      ]),
    ).toBe(
      'Cluster (AWS::RDS::DBCluster) of stack goal-mandala-dev-database failed: DB Cluster already exists (Service: Rds, Status Code: 400). Something of that name is left over or belongs to somebody else: delete or rename it, or choose another name',
    );
  });

  it('falls back to what is said of the stack', () => {
    expect(explainFailure('s', [], 'User Initiated')).toBe(
      "Stack s failed: User Initiated. Look at the stack's events in CloudFormation's console for the whole story",
    );
  });

  it.each([
    [
      'User: arn:… is not authorized to perform: rds:CreateDBCluster',
      /permission/,
    ],
    [
      'Cannot delete protected Cluster, please disable deletion protection and try again.',
      /disableProtection/,
    ],
    ['Cannot find version 15.4 for aurora-postgresql', /engineVersion/],
    ['DB Cluster quota exceeded', /quota/],
    [
      "DB Subnet group doesn't meet availability zone coverage requirement.",
      /network/,
    ],
    ['Rate exceeded (Service: Rds)', /try again/],
  ])('knows a way out of “%s”', (reason, way) => {
    expect(wayOutOf(reason)).toMatch(way);
  });
});
