import { z } from 'zod';
import {
  existingPolicies,
  existingRolePolicies,
  portalPolicies,
  rolePolicies,
} from '../iam/iamPolicies';
import {
  portalRole,
  readCheck,
  startReadiness,
} from '../testing/services/startReadiness';
import { iamPlaceOf } from './iamPlaceOf';

const vpcId = 'vpc-0a0b0c0d0e0f00001';
const lambdaRole = 'arn:aws:iam::1:role/goal-mandala-lambda';

/** A policy without some actions, however often they occur. */
const without = (
  {
    Statement,
    ...policy
  }: { Statement: Array<{ Action: string | readonly string[] }> },
  ...actions: string[]
) => ({
  ...policy,
  Statement: Statement.map(statement => ({
    ...statement,
    Action: [statement.Action].flat().filter(one => !actions.includes(one)),
  })).filter(({ Action }) => Action.length > 0),
});

describe('the check of permissions', () => {
  let aws: Awaited<ReturnType<typeof startReadiness>>;
  beforeAll(async () => {
    aws = await startReadiness();
  }, 180_000);
  afterAll(() => aws.stop());

  const open = (...input: Parameters<typeof aws.open>) => aws.open(...input);
  const check = (service: Parameters<typeof readCheck>[0]) =>
    readCheck(service, 'permissions');

  it('passes with the policies of the README', async () => {
    const { environment, give, service } = await open({
      lambdaRoles: [{ arn: lambdaRole }],
      permissionsBoundaryArn: 'arn:aws:iam::1:policy/boundary',
      kmsKeyArn: 'arn:aws:kms:ap-northeast-1:999999999999:key/shared',
    });
    await give(portalRole, portalPolicies(iamPlaceOf(environment, vpcId)));
    expect(await check(service())).toEqual([
      {
        check: 'permissions',
        ok: true,
        message: expect.objectContaining({
          code: 'readiness.permissions',
          params: {
            principal: `arn:aws:iam::${environment.accountId}:role/${portalRole}`,
          },
        }),
      },
    ]);
  });

  it('names what is missing, and its remedy mends it', async () => {
    const { environment, give, service } = await open();
    const policies = portalPolicies(iamPlaceOf(environment, vpcId));
    await give(portalRole, {
      ...policies,
      portal: without(policies.portal, 'rds:CreateDBClusterSnapshot'),
      surroundings: without(policies.surroundings, 'iam:PassRole'),
    });
    const findings = await check(service());
    expect(
      findings.map(({ ok, message, remedy }) => [
        ok,
        message?.text,
        remedy?.kind,
      ]),
    ).toEqual([
      [
        false,
        expect.stringMatching(
          /^No policy allows .*:role\/portal to call rds:CreateDBClusterSnapshot \(statement SnapshotOurClusters\)$/,
        ),
        'policy',
      ],
      [
        false,
        expect.stringMatching(
          /rds:CreateDBClusterSnapshot \(statement NameSnapshots\)$/,
        ),
        'policy',
      ],
      [
        false,
        expect.stringMatching(/iam:PassRole \(statement PassMonitoringRole\)$/),
        'policy',
      ],
    ]);
    await give(portalRole, {
      remedies: {
        Version: '2012-10-17',
        Statement: findings.map(({ remedy }) => JSON.parse(remedy?.text ?? '')),
      },
    });
    expect(await check(service())).toMatchObject([{ ok: true }]);
  });

  it('is passed without the statements of insight, says what the portal does not show, and its remedies add it', async () => {
    const { environment, give, service } = await open();
    const policies = portalPolicies(iamPlaceOf(environment, vpcId));
    await give(portalRole, {
      ...policies,
      portal: without(
        policies.portal,
        'pi:DescribeDimensionKeys',
        'pi:GetResourceMetrics',
        'pi:GetDimensionKeyDetails',
        'logs:FilterLogEvents',
      ),
    });
    const findings = await check(service());
    expect(
      findings.map(({ ok, message, remedy }) => [
        ok,
        message?.code,
        message?.params?.actions,
        remedy?.kind,
      ]),
    ).toEqual([
      [
        true,
        'readiness.withoutLoad',
        'pi:DescribeDimensionKeys, pi:GetResourceMetrics',
        'policy',
      ],
      [
        true,
        'readiness.withoutStatements',
        'pi:GetDimensionKeyDetails',
        'policy',
      ],
      [true, 'readiness.withoutLog', 'logs:FilterLogEvents', 'policy'],
    ]);
    await give(portalRole, {
      remedies: {
        Version: '2012-10-17',
        Statement: findings.map(({ remedy }) => JSON.parse(remedy?.text ?? '')),
      },
    });
    expect(await check(service())).toMatchObject([
      { ok: true, message: { code: 'readiness.permissions' } },
    ]);
  });

  it('is passed without the statements for databases of other tools, says what the portal does not do, and its remedies add it', async () => {
    const { environment, give, service } = await open({
      existing: {
        all: false,
        identifiers: ['Orders-*', 'billing'],
        tags: { team: 'pay*' },
        defaultOwner: 'platform',
      },
    });
    const place = iamPlaceOf(environment, vpcId);
    await give(portalRole, portalPolicies(place));
    const findings = await check(service());
    expect(
      findings.map(({ ok, message, remedy }) => [
        ok,
        message?.code,
        message?.params?.statement,
        remedy?.kind,
      ]),
    ).toEqual([
      [
        true,
        'readiness.withoutExistingParameters',
        'ExistingParameters',
        'policy',
      ],
      [true, 'readiness.withoutExistingLoad', 'ExistingLoad', 'policy'],
      [
        true,
        'readiness.withoutExistingStatements',
        'ExistingStatements',
        'policy',
      ],
      [true, 'readiness.withoutExistingLog', 'ExistingLog', 'policy'],
      [
        true,
        'readiness.withoutExistingSnapshots',
        'SnapshotExisting',
        'policy',
      ],
      [
        true,
        'readiness.withoutExistingSnapshots',
        'NameSnapshotsOfExisting',
        'policy',
      ],
      [
        true,
        'readiness.withoutExistingDeletion',
        'DeleteSnapshotsOfExisting',
        'policy',
      ],
      [true, 'readiness.withoutExistingRestores', 'RestoreExisting', 'policy'],
    ]);
    await give(portalRole, {
      remedies: {
        Version: '2012-10-17',
        Statement: findings.map(({ remedy }) => JSON.parse(remedy?.text ?? '')),
      },
    });
    const passed = [{ ok: true, message: { code: 'readiness.permissions' } }];
    expect(await check(service())).toMatchObject(passed);
    const others = existingPolicies({
      ...place,
      existing: { identifiers: ['orders-*'] },
    });
    await give(portalRole, {
      existing: others.portal,
      remedies: others.database,
    });
    expect(await check(service())).toMatchObject([
      { message: { params: { statement: 'ExistingLog' } } },
      { message: { params: { statement: 'SnapshotExisting' } } },
      // Restores ask about snapshots too, which can have any name.
    ]);
    const { portal, database } = existingPolicies(place);
    await give(portalRole, { existing: portal, remedies: database });
    expect(await check(service())).toMatchObject(passed);
  });

  it('finds statements for another region, another environment and another VPC', async () => {
    const { environment, give, service } = await open();
    const place = iamPlaceOf(environment, vpcId);
    const statementsOf = async (other: Partial<typeof place>) => {
      await give(portalRole, portalPolicies({ ...place, ...other }));
      const findings = await check(service());
      return findings.map(({ message }) => String(message?.params?.statement));
    };
    expect(await statementsOf({ region: 'us-east-1' })).toContain('Stacks');
    expect(await statementsOf({ shortName: 'stg' })).toContain('Stacks');
    expect(await statementsOf({ vpcId: 'vpc-0f' })).toEqual([
      'SecurityGroupRules',
      'TagSecurityGroups',
    ]);
  });

  it('tells a denial and a boundary from a missing statement', async () => {
    const { environment, call, give, service } = await open();
    await give(portalRole, {
      ...portalPolicies(iamPlaceOf(environment, vpcId)),
      deny: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Deny', Action: 'rds:DeleteDBCluster', Resource: '*' },
        ],
      },
    });
    const denied = await check(service());
    expect(denied).toMatchObject([
      {
        ok: false,
        message: {
          code: 'readiness.permissionDenied',
          params: {
            actions: 'rds:DeleteDBCluster',
            statement: 'ChangeDatabases',
          },
        },
        remedy: {
          kind: 'command',
          text: expect.stringContaining('aws iam simulate-principal-policy'),
        },
      },
      { message: { params: { statement: 'KeepFinalSnapshots' } } },
    ]);

    const PermissionsBoundary = `arn:aws:iam::${environment.accountId}:policy/no-rds`;
    await call('iam', 'CreatePolicy', {
      PolicyName: 'no-rds',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotAction: 'logs:*', Resource: '*' }],
      },
    });
    await call('iam', 'PutRolePermissionsBoundary', {
      RoleName: portalRole,
      PermissionsBoundary,
    });
    expect(await check(service())).toContainEqual(
      expect.objectContaining({
        ok: false,
        message: expect.objectContaining({
          code: 'readiness.permissionBoundary',
          params: expect.objectContaining({ statement: 'Logs' }),
        }),
      }),
    );
  });

  it('asks about the role of CloudFormation if there is one', async () => {
    const roleName = 'aurora-db-cloudformation';
    const { environment, createRole, give, service } = await open();
    const roleArn = `arn:aws:iam::${environment.accountId}:role/${roleName}`;
    environment.cloudFormationRoleArn = roleArn;
    await createRole(roleName, 'cloudformation.amazonaws.com');
    const { portal, database, surroundings } = rolePolicies(
      iamPlaceOf(environment, vpcId),
      roleArn,
    );
    await give(portalRole, { portal });
    await give(roleName, { database, surroundings });
    expect(await check(service())).toMatchObject([
      { ok: true, message: { code: 'readiness.permissions' } },
      { ok: true, message: { code: 'readiness.cloudFormationPermissions' } },
    ]);
    environment.existing = { all: true, defaultOwner: 'platform' };
    const existing = existingRolePolicies(iamPlaceOf(environment, vpcId));
    await give(portalRole, { existing: existing.portal });
    expect(await check(service())).toMatchObject([
      { ok: true, message: { code: 'readiness.permissions' } },
      {
        ok: true,
        message: {
          code: 'readiness.withoutExistingRestores',
          params: { principal: roleArn },
        },
      },
    ]);
    await give(roleName, { existing: existing.database });
    await give(roleName, {
      surroundings: without(surroundings, 'logs:CreateLogGroup'),
    });
    expect(await check(service())).toMatchObject([
      { ok: true },
      {
        ok: false,
        message: {
          params: { principal: roleArn, actions: 'logs:CreateLogGroup' },
        },
      },
    ]);
  });

  it('tries harmless calls if the portal may not ask IAM, and leaves the rest unknown', async () => {
    const { fail, service } = await open();
    await fail(
      ...[
        'SimulatePrincipalPolicy',
        'DescribeDBInstances',
        'DescribeAlarms',
        'FilterLogEvents',
      ].map(operation => ({ operation, kind: 'accessDenied' })),
    );
    const findings = await check(service());
    expect(findings).toMatchObject([
      {
        ok: false,
        message: {
          params: { actions: 'rds:DescribeDBInstances', statement: 'Watch' },
        },
      },
      {
        ok: false,
        message: {
          params: { actions: 'cloudwatch:DescribeAlarms', statement: 'Watch' },
        },
      },
      {
        ok: true,
        message: {
          code: 'readiness.withoutLog',
          params: { statement: 'ReadLog' },
        },
      },
      {
        ok: null,
        message: { code: 'readiness.permissionsUnknown' },
        remedy: { kind: 'policy' },
      },
    ]);
    const statement = z
      .object({ Action: z.string(), Resource: z.string() })
      .parse(JSON.parse(findings.at(-1)?.remedy?.text ?? ''));
    expect(statement).toEqual({
      Action: 'iam:SimulatePrincipalPolicy',
      Resource: expect.stringMatching(/^arn:aws:iam::7\d+:role\/\*$/),
    });
  });

  it('needs no question about the root user, and has none about an unknown identity', async () => {
    const { environment, service } = await open();
    const { accountId } = environment;
    const as = (arn: string) =>
      service({ identity: { read: async () => ({ accountId, arn }) } });
    expect(await check(as(`arn:aws:iam::${accountId}:root`))).toMatchObject([
      { ok: true, message: { code: 'readiness.rootUser' } },
    ]);
    expect(
      await check(as(`arn:aws:sts::${accountId}:federated-user/someone`)),
    ).toMatchObject([
      { ok: null, message: { code: 'readiness.principalUnknown' } },
    ]);
  });
});
