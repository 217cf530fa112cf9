import type { StackProgress } from '../ports/DatabaseStackWriter';
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
      ]).text,
    ).toBe(
      'Cluster (AWS::RDS::DBCluster) of stack goal-mandala-dev-database failed: DB Cluster already exists (Service: Rds, Status Code: 400). A resource of that name is left over or belongs to another application: delete or rename it, or choose another name',
    );
  });

  it("uses the stack's reason if no resource failed", () => {
    const ofStack = (second: number, status: string, reason?: string) =>
      event(second, { ofStack: true, status, reason });
    expect(
      explainFailure('s', [
        ofStack(1, 'CREATE_IN_PROGRESS', 'User Initiated'),
        ofStack(
          2,
          'ROLLBACK_IN_PROGRESS',
          'No export named network-VpcId found. Rollback requested by user.',
        ),
        ofStack(3, 'ROLLBACK_COMPLETE'),
      ]).text,
    ).toBe(
      "Stack s failed: No export named network-VpcId found. Rollback requested by user. Deploy the stack that exports it, or correct the names of exports in the environment's network in app-config",
    );
  });

  it('says that AWS gives no reason if there is none', () => {
    expect(explainFailure('s', [], 'User Initiated').text).toBe(
      'Stack s failed: no reason given. Check the events of the stack in the CloudFormation console for the details',
    );
  });
});

/** What AWS says, word for word but for names and numbers, and what the user reads after it. */
const usualCauses: Record<string, [string, string][]> = {
  'the way out of a missing permission names it': [
    [
      'Resource handler returned message: "User: arn:aws:sts::222222222222:assumed-role/portal/i-1 is not authorized to perform: rds:CreateDBCluster on resource: arn:aws:rds:ap-northeast-1:222222222222:cluster:goal-mandala-dev-aurora-cluster because no identity-based policy allows the rds:CreateDBCluster action (Service: Rds, Status Code: 403, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: AccessDenied)',
      'Give the credentials of that account in aws.accounts the permission rds:CreateDBCluster (the README lists what is needed)',
    ],
    [
      'API: ec2:CreateSecurityGroup You are not authorized to perform this operation. Encoded authorization failure message: abc',
      'Give the credentials of that account in aws.accounts the permission ec2:CreateSecurityGroup (the README lists what is needed)',
    ],
    [
      'User: arn:aws:iam::222222222222:user/portal is not authorized to perform: iam:PassRole on resource: arn:aws:iam::222222222222:role/monitoring with an explicit deny in a service control policy',
      'A policy denies iam:PassRole explicitly, such as a service control policy or a permissions boundary: ask the administrator who manages it',
    ],
    [
      'Access denied (Service: Rds, Status Code: 403)',
      'Give the credentials of that account in aws.accounts the missing permission (the README lists what is needed)',
    ],
    [
      'Unable to create the resource. Verify that you have permission to create service linked role. Otherwise wait and try again later (Service: Rds, Status Code: 400, Request ID: 1)',
      'Give the credentials of that account in aws.accounts the permission iam:CreateServiceLinkedRole for rds.amazonaws.com. Or have an administrator create the role once (aws iam create-service-linked-role --aws-service-name rds.amazonaws.com)',
    ],
    [
      'The security token included in the request is expired (Service: Rds, Status Code: 403)',
      'The credentials expired while CloudFormation was at work. Allow longer sessions for the role of that account in aws.accounts, and deploy again',
    ],
  ],
  'the way out of a full account is a quota': [
    'DB Cluster quota exceeded (Service: Rds, Status Code: 400)',
    'DB Instance quota exceeded',
    'Cannot create more than 100 manual snapshots',
    "The maximum number of security groups for VPC 'vpc-1' has been reached.",
    'Resource handler returned message: "Limit exceeded" (HandlerErrorCode: ServiceLimitExceeded)',
  ].map(said => [
    said,
    'Request a higher quota in the Service Quotas console, or delete resources that you no longer use',
  ]),
  'the way out of a network that does not fit is in app-config': [
    [
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ap-northeast-1a. Add subnets to cover at least 2 AZs. (Service: Rds, Status Code: 400)",
      "List subnets of at least two availability zones in privateSubnets of the environment's network in app-config",
    ],
    [
      "DB Subnet Group doesn't meet availability zone coverage requirement. Please add subnets to cover at least 2 availability zones. Current coverage: 1",
      "List subnets of at least two availability zones in privateSubnets of the environment's network in app-config",
    ],
    [
      "The subnet ID 'subnet-1' does not exist (Service: Ec2, Status Code: 400)",
      "Check the environment's network in app-config against the VPC",
    ],
    [
      'No export named network-VpcId found. Rollback requested by user.',
      "Deploy the stack that exports it, or correct the names of exports in the environment's network in app-config",
    ],
  ],
  'the way out of an engine version is another one': [
    'Cannot find version 15.4 for aurora-postgresql (Service: Rds, Status Code: 400)',
    'Cannot upgrade aurora-postgresql from 15.17 to 15.4',
    'RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.serverless, Engine=aurora-postgresql, EngineVersion=15.4.',
  ].map(said => [
    said,
    'Choose an engineVersion that the region offers, or leave it out for the newest',
  ]),
  'other causes have their ways out': [
    [
      'The specified KMS key [arn:aws:kms:ap-northeast-1:222222222222:key/1] does not exist, is not enabled or you do not have permissions to access it. (Service: Rds, Status Code: 400)',
      'Check that the credentials may use the key, and that it is enabled',
    ],
    [
      'Cannot delete protected Cluster, please disable deletion protection and try again.',
      'Delete with disableProtection to switch deletion protection off first',
    ],
    [
      'Export goal-mandala-prd-SecretArn cannot be deleted as it is in use by api',
      'Delete the resources that use it first',
    ],
    [
      'resource sg-1 has a dependent object (Service: Ec2, Status Code: 400)',
      'Delete the resources that use it first',
    ],
    [
      'DB Cluster already exists',
      'A resource of that name is left over or belongs to another application: delete or rename it, or choose another name',
    ],
    [
      'Rate exceeded (Service: Rds)',
      'AWS was throttling: try again in a few minutes',
    ],
    [
      'There is currently insufficient capacity in the requested Availability Zone',
      'Choose another capacity, or try again later if AWS is short of it',
    ],
    [
      'Resource timed out waiting for completion',
      'Check the events of the cluster in the RDS console for the cause, and deploy again',
    ],
    [
      'Cluster cannot be deleted, it still has a snapshot',
      'Check the snapshot in the RDS console: it must be available and its name free',
    ],
  ],
};

describe.each(Object.entries(usualCauses))('%s', (_, causes) => {
  it.each(causes)('%s → %s', (said, way) => {
    expect(wayOutOf(said).text).toBe(way);
  });
});
