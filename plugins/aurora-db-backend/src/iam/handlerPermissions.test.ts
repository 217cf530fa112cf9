import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import { handlerPermissions } from './testing/handlerPermissions';
import { templateResources } from './testing/templateResources';
import { examplePlace, exampleCloudFormationRoleArn } from './IamPlace';
import { portalPolicies, rolePolicies } from './iamPolicies';
import type { IamPolicy } from './IamPolicy';

/** Calls of handlers for properties that the templates don't use, with these properties. */
const notNeeded: Array<[why: string, actions: RegExp]> = [
  ['only the monitoring role has policies, AWS’s own', /^iam:PutRolePolicy$/],
  ['nothing is for users or groups', /^iam:\w+(User|Group)Policy$/],
  [
    'removing the boundary is left to an administrator',
    /^iam:DeleteRolePermissionsBoundary$/,
  ],
  ['no role works for the cluster', /^rds:(Add|Remove)RoleT?F?(o|rom)DB/],
  ['no Data API', /^rds:(En|Dis)ableHttpEndpoint$/],
  ['no global cluster', /^rds:RemoveFromGlobalCluster$/],
  [
    'instances belong to clusters: no replica, snapshot or restore of their own',
    /^rds:(CreateDBInstanceReadReplica|PromoteReadReplica|CreateDBSnapshot|RestoreDBInstance|St\w+AutomatedBackupsReplication)/,
  ],
  ['no secret in another region', /^secretsmanager:\w+Region/],
  [
    'Aurora is no other database',
    /^(redshift|redshift-serverless|docdb-elastic):/,
  ],
  [
    'the log group has a name and a retention, no more',
    /^logs:(\w*KmsKey|CreateLogDelivery|(Put|Delete)(Index|Resource)Policy|PutDataProtectionPolicy|PutBearerTokenAuthentication|PutLogGroupDeletionProtection)$|^s3:|^firehose:/,
  ],
];

const {
  portal: _,
  trust: __,
  ...role
} = rolePolicies(examplePlace, exampleCloudFormationRoleArn);
const allowed = (policies: Record<string, IamPolicy>) =>
  new Set(
    Object.values(policies).flatMap(({ Statement }) =>
      Statement.flatMap(({ Action }) => Action),
    ),
  );
const alone = allowed(portalPolicies(examplePlace));
const byRole = allowed(role);

const isNeeded = (action: string) =>
  !notNeeded.some(([, actions]) => actions.test(action));
const types = new Set(
  environmentProfiles.flatMap(environment =>
    templateResources('goal-mandala', environment).map(({ type }) => type),
  ),
);

it.each([...types].sort())('the test knows the handlers of %s', type => {
  expect(handlerPermissions[type]).toBeDefined();
});

describe.each(Object.entries(handlerPermissions))('%s', (_type, actions) => {
  it.each(actions.filter(isNeeded))(
    'may call %s, with the portal’s credentials and with the role',
    action => {
      expect([alone.has(action), byRole.has(action)]).toEqual([true, true]);
    },
  );
});

it.each(notNeeded)('may not call what nothing needs: %s', (_why, actions) => {
  const published = Object.values(handlerPermissions).flat();
  expect(published.filter(action => actions.test(action))).not.toEqual([]);
  expect([...alone, ...byRole].filter(action => actions.test(action))).toEqual(
    [],
  );
});
