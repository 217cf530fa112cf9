import { arnOf, iamArnOf } from './testing/handlerCalls';
import {
  isAllowed,
  type IamRequest,
  type IamRequestResource,
} from './testing/isAllowed';
import {
  ourTags as tags,
  settingOurTags,
  viaCloudFormation,
} from './testing/ourTags';
import { foreignResources as foreign } from './testing/foreignResources';
import { lambdaRole, monitoringRole, ourPolicy } from './testing/ourRoles';
import {
  exampleCloudFormationRoleArn,
  exampleExistingPlace,
  examplePlace,
} from './IamPlace';
import {
  existingPolicies,
  existingRolePolicies,
  portalPolicies,
  rolePolicies,
} from './iamPolicies';
import type { IamPolicy } from './IamPolicy';

const { permissionsBoundaryArn } = examplePlace;

const alone = Object.values(portalPolicies(examplePlace));
const { portal, database, surroundings } = rolePolicies(
  examplePlace,
  exampleCloudFormationRoleArn,
);

/** Each caller with its policies. */
const callers: Array<[who: string, policies: IamPolicy[], context?: object]> = [
  ['the portal', alone],
  ['CloudFormation with the portal’s credentials', alone, viaCloudFormation],
  ['the portal that has a role', [portal]],
  ['CloudFormation by its role', [database, surroundings], viaCloudFormation],
];

type Row = [what: string, request: IamRequest];
const row = (
  what: string,
  action: string,
  resource: IamRequestResource,
  context: IamRequest['context'] = {},
): Row => [what, { action, resources: [resource], context }];

const administrator = {
  'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
};
/** Calls that no caller may make in any way. */
const never: Row[] = [
  row(
    'tag a snapshot of others as ours',
    'rds:AddTagsToResource',
    foreign.snapshot,
    settingOurTags,
  ),
  row(
    'delete a snapshot of others',
    'rds:DeleteDBClusterSnapshot',
    foreign.snapshot,
  ),
  row('share a snapshot of ours', 'rds:ModifyDBClusterSnapshotAttribute', {
    ...foreign.snapshot,
    tags,
  }),
  [
    'restore a snapshot of others',
    {
      action: 'rds:RestoreDBClusterFromSnapshot',
      resources: [
        { arn: arnOf('rds', 'cluster:copy-prd-aurora-cluster') },
        foreign.snapshot,
      ],
      context: settingOurTags,
    },
  ],
  row('delete a cluster of others', 'rds:DeleteDBCluster', foreign.cluster),
  row(
    'delete a cluster of others that is named as ours are',
    'rds:DeleteDBCluster',
    foreign.clusterNamedLikeOurs,
  ),
  row(
    'delete a cluster of another environment',
    'rds:DeleteDBCluster',
    foreign.clusterOfDev,
  ),
  row(
    'tag a cluster of others as ours',
    'rds:AddTagsToResource',
    foreign.cluster,
    settingOurTags,
  ),
  row('delete an instance of others', 'rds:DeleteDBInstance', foreign.instance),
  row(
    'delete an instance of others that is named as ours are',
    'rds:DeleteDBInstance',
    foreign.instanceNamedLikeOurs,
  ),
  row(
    'create a cluster without our tag',
    'rds:CreateDBCluster',
    foreign.clusterNamedLikeOurs,
  ),
  row(
    'read a secret of others',
    'secretsmanager:GetSecretValue',
    foreign.secret,
  ),
  row(
    'delete a secret of others',
    'secretsmanager:DeleteSecret',
    foreign.secret,
  ),
  row(
    'read a password that RDS manages, even with our tag',
    'secretsmanager:GetSecretValue',
    { ...foreign.managedSecret, tags },
  ),
  row('delete an alarm of others', 'cloudwatch:DeleteAlarms', foreign.alarm),
  row(
    'delete an alarm of others that is named as ours are',
    'cloudwatch:DeleteAlarms',
    foreign.alarmNamedLikeOurs,
  ),
  row(
    'delete a dashboard of others',
    'cloudwatch:DeleteDashboards',
    foreign.dashboard,
  ),
  row('delete a log group of others', 'logs:DeleteLogGroup', foreign.logGroup),
  row('read a log of others', 'logs:FilterLogEvents', {
    arn: `${foreign.logGroup.arn}:log-stream:`,
  }),
  row('read the log of another environment', 'logs:FilterLogEvents', {
    arn: arnOf(
      'logs',
      'log-group:/aws/rds/cluster/goal-mandala-dev-aurora-cluster/postgresql:log-stream:',
    ),
  }),
  ...[
    'DescribeDimensionKeys',
    'GetDimensionKeyDetails',
    'GetResourceMetrics',
  ].map(operation =>
    row(`read the load of others by ${operation}`, `pi:${operation}`, {
      arn: arnOf('pi', 'metrics/rds/db-A1B2C3D4E5F6G7H8I9J0K1L2M3'),
      tags: { team: 'others' },
    }),
  ),
  row(
    'open a security group of another VPC',
    'ec2:AuthorizeSecurityGroupIngress',
    foreign.securityGroup,
  ),
  row(
    'delete a security group of others in the same VPC',
    'ec2:DeleteSecurityGroup',
    foreign.neighbourGroup,
  ),
  row('delete a stack of others', 'cloudformation:DeleteStack', foreign.stack, {
    'cloudformation:RoleArn': exampleCloudFormationRoleArn,
  }),
  row(
    'import resources into a stack',
    'cloudformation:CreateChangeSet',
    { arn: arnOf('cloudformation', 'stack/goal-mandala-prd-database/5f1c') },
    {
      'cloudformation:ImportResourceTypes': ['AWS::RDS::DBCluster'],
      'cloudformation:RoleArn': exampleCloudFormationRoleArn,
    },
  ),
  ...[monitoringRole, lambdaRole, foreign.role].map(role =>
    row(
      `attach AdministratorAccess to ${role.arn}`,
      'iam:AttachRolePolicy',
      role,
      administrator,
    ),
  ),
  row(
    'attach a policy of ours to another role',
    'iam:AttachRolePolicy',
    foreign.role,
    ourPolicy,
  ),
  row('write a policy into a function’s role', 'iam:PutRolePolicy', lambdaRole),
  row('write a policy into our role', 'iam:PutRolePolicy', monitoringRole),
  row('create a role without the boundary', 'iam:CreateRole', monitoringRole),
  row('create a role with another boundary', 'iam:CreateRole', monitoringRole, {
    'iam:PermissionsBoundary': administrator['iam:PolicyARN'],
  }),
  row('create a role of another name', 'iam:CreateRole', foreign.role, {
    'iam:PermissionsBoundary': permissionsBoundaryArn,
  }),
  row(
    'remove the boundary of a role',
    'iam:DeleteRolePermissionsBoundary',
    monitoringRole,
    { 'iam:PermissionsBoundary': permissionsBoundaryArn },
  ),
  row('change a policy of others', 'iam:CreatePolicyVersion', {
    arn: iamArnOf('policy/administrators'),
  }),
  row('pass our role to another service', 'iam:PassRole', monitoringRole, {
    'iam:PassedToService': 'lambda.amazonaws.com',
  }),
  row(
    'pass CloudFormation’s role to another service',
    'iam:PassRole',
    { arn: exampleCloudFormationRoleArn },
    { 'iam:PassedToService': 'lambda.amazonaws.com' },
  ),
  row('decrypt with a key itself', 'kms:Decrypt', {
    arn: arnOf('kms', 'key/5f1c'),
  }),
];

/** Calls that CloudFormation may make, and a portal may not make directly. */
const onlyCloudFormation: Row[] = [
  row('delete a cluster of ours', 'rds:DeleteDBCluster', {
    ...foreign.clusterNamedLikeOurs,
    tags,
  }),
  row('delete an instance of ours', 'rds:DeleteDBInstance', {
    ...foreign.instanceNamedLikeOurs,
    tags,
  }),
  row(
    'tag a cluster as ours',
    'rds:AddTagsToResource',
    foreign.clusterNamedLikeOurs,
    settingOurTags,
  ),
  row(
    'tag a secret as ours',
    'secretsmanager:TagResource',
    foreign.secret,
    settingOurTags,
  ),
  row('read a secret of ours', 'secretsmanager:GetSecretValue', {
    ...foreign.secret,
    tags,
  }),
  row(
    'tag a security group as ours',
    'ec2:CreateTags',
    foreign.neighbourGroup,
    settingOurTags,
  ),
  row(
    'attach a policy of ours to a function’s role',
    'iam:AttachRolePolicy',
    lambdaRole,
    ourPolicy,
  ),
  row('create a role with the boundary', 'iam:CreateRole', monitoringRole, {
    'iam:PermissionsBoundary': permissionsBoundaryArn,
  }),
  row('write a policy of ours', 'iam:CreatePolicy', {
    arn: ourPolicy['iam:PolicyARN'],
  }),
];

/** A cluster of another tool that the environment includes. */
const included = { arn: arnOf('rds', 'cluster:orders-eu') };
const settingTaken = { 'aws:RequestTag/aurora-db:cluster': 'orders-eu' };
const restoreTo = (target: string, context: IamRequest['context']) => ({
  action: 'rds:RestoreDBClusterToPointInTime',
  resources: [included, { arn: arnOf('rds', `cluster:${target}`) }],
  context,
});
/** Calls that no caller may make, even if its environment includes clusters of other tools. */
const neverToExisting: Row[] = [
  ...never.filter(
    ([what]) =>
      // These are what such an environment is for.
      !what.startsWith('read the load of others') &&
      what !== 'restore a snapshot of others',
  ),
  ...['DeleteDBCluster', 'ModifyDBCluster', 'AddTagsToResource'].map(
    operation =>
      row(
        `call ${operation} on a cluster of another tool`,
        `rds:${operation}`,
        included,
        { ...settingOurTags, ...settingTaken },
      ),
  ),
  row(
    'take a snapshot of a cluster that the environment does not include',
    'rds:CreateDBClusterSnapshot',
    foreign.cluster,
    settingTaken,
  ),
  row(
    'tag a snapshot of others as taken by the portal',
    'rds:AddTagsToResource',
    foreign.snapshot,
    settingTaken,
  ),
  row(
    'delete a snapshot of others whose id ends like ours',
    'rds:DeleteDBClusterSnapshot',
    { arn: arnOf('rds', 'cluster-snapshot:orders-eu-v2-20261123023105') },
  ),
  row(
    'read the log of a cluster that the environment does not include',
    'logs:FilterLogEvents',
    {
      arn: arnOf(
        'logs',
        'log-group:/aws/rds/cluster/billing/postgresql:log-stream:',
      ),
    },
  ),
  [
    'restore a cluster of another tool without our tag',
    restoreTo('copy-prd-aurora-cluster', {}),
  ],
  [
    'restore a cluster of another tool under a name of others',
    restoreTo('billing', settingOurTags),
  ],
];
const existingAlone = [
  ...alone,
  ...Object.values(existingPolicies(exampleExistingPlace)),
];
const existingByRole = existingRolePolicies(exampleExistingPlace);
/** Each caller with its policies, if the environment includes clusters of other tools. */
const existingCallers: typeof callers = [
  ['the portal', existingAlone],
  [
    'CloudFormation with the portal’s credentials',
    existingAlone,
    viaCloudFormation,
  ],
  ['the portal that has a role', [portal, existingByRole.portal]],
  [
    'CloudFormation by its role',
    [database, surroundings, existingByRole.database],
    viaCloudFormation,
  ],
];

const decide = (policies: IamPolicy[], request: IamRequest, more?: object) =>
  isAllowed(policies, {
    ...request,
    context: { ...request.context, ...more },
  });

describe.each(callers)('%s', (_, policies, context) => {
  it.each(never)('may not %s', (_what, request) => {
    expect(decide(policies, request, context)).toBe(false);
  });

  it.each(onlyCloudFormation)(
    `${context ? 'may' : 'may not'} %s`,
    (_what, request) => {
      expect(decide(policies, request, context)).toBe(context !== undefined);
    },
  );
});

describe.each(existingCallers)(
  'with clusters of other tools, %s',
  (_, policies, context) => {
    it.each(neverToExisting)('may not %s', (_what, request) => {
      expect(decide(policies, request, context)).toBe(false);
    });

    it(`${context ? 'may' : 'may not'} restore one under a name of ours`, () => {
      const request = restoreTo('copy-prd-aurora-cluster', settingOurTags);
      expect(decide(policies, request, context)).toBe(context !== undefined);
    });
  },
);

describe('a portal that uses a role', () => {
  const stack = {
    arn: arnOf('cloudformation', 'stack/goal-mandala-prd-database/5f1c'),
  };
  it.each([
    ['without it', {}],
    ['by another role', { 'cloudformation:RoleArn': foreign.role.arn }],
  ])('may not let CloudFormation work %s', (_, context) => {
    for (const action of ['CreateChangeSet', 'DeleteStack']) {
      const request = {
        action: `cloudformation:${action}`,
        resources: [stack],
      };
      expect(decide([portal], request, context)).toBe(false);
    }
  });

  it('changes only stacks and snapshots itself', () => {
    const changes = portal.Statement.flatMap(({ Action }) => Action).filter(
      action => !/:(Describe|Filter|Get|List)/.test(action),
    );
    expect(
      changes.filter(action => !action.startsWith('cloudformation:')).sort(),
    ).toEqual([
      'iam:PassRole',
      'iam:SimulatePrincipalPolicy',
      'rds:AddTagsToResource',
      'rds:CreateDBClusterSnapshot',
      'rds:CreateDBClusterSnapshot',
      'rds:DeleteDBClusterSnapshot',
    ]);
  });
});
