import { z } from 'zod';
import { readCheck, startReadiness } from '../testing/services/startReadiness';

const network = {
  vpcId: 'vpc-0a0b0c0d0e0f00001',
  privateSubnets: ['a', 'c'].map(letter => ({
    id: `subnet-0a0b0c0d0e0f0001${letter}`,
    availabilityZone: `ap-northeast-1${letter}`,
  })),
  lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
};
const exported = {
  vpcIdExport: 'VpcStack-VpcId',
  privateSubnetIdsExport: 'VpcStack-PrivateSubnetIds',
  availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
  lambdaSecurityGroupIdExport: 'VpcStack-LambdaSecurityGroupId',
};

describe('the checks of an environment', () => {
  let aws: Awaited<ReturnType<typeof startReadiness>>;
  beforeAll(async () => {
    aws = await startReadiness();
  }, 180_000);
  afterAll(() => aws.stop());

  const open = (...input: Parameters<typeof aws.open>) => aws.open(...input);

  const shortened = (findings: Awaited<ReturnType<typeof readCheck>>) =>
    findings.map(({ ok, message, remedy }) => [
      ok,
      message?.text,
      ...(remedy ? [remedy.text] : []),
    ]);

  /** What a check finds with these settings: its text and the remedy. */
  async function find(
    check: string,
    overrides: Parameters<typeof aws.open>[0],
  ) {
    const { service } = await open(overrides);
    return shortened(await readCheck(service(), check));
  }
  it.each(['network', 'securityGroups'])(
    'follow exports to the %s that they name',
    async check => {
      expect(await find(check, { network: exported })).toEqual(
        await find(check, { network }),
      );
    },
  );

  it('name each wrong subnet, group and zone with a command that lists the right ones', async () => {
    const wrong = {
      ...network,
      privateSubnets: [
        { id: 'subnet-0f', availabilityZone: 'ap-northeast-1a' },
        { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1b' },
      ],
      lambdaSecurityGroupId: 'sg-0f',
    };
    const subnets =
      "aws ec2 describe-subnets --region ap-northeast-1 --query 'Subnets[].[VpcId,SubnetId,AvailabilityZone]' --output table";
    expect(await find('network', { network: wrong })).toEqual([
      [
        false,
        'ap-northeast-1 has no subnet subnet-0f. Correct auroraDb.environments.prod.network',
        subnets,
      ],
      [
        false,
        'subnet subnet-0a0b0c0d0e0f0001c is in ap-northeast-1c, not in ap-northeast-1b. Correct auroraDb.environments.prod.network',
        subnets,
      ],
    ]);
    expect(await find('securityGroups', { network: wrong })).toEqual([
      [
        false,
        'ap-northeast-1 has no security group sg-0f. Correct auroraDb.environments.prod.network',
        "aws ec2 describe-security-groups --region ap-northeast-1 --query 'SecurityGroups[].[VpcId,GroupId,GroupName]' --output table",
      ],
    ]);
    expect(await find('zones', { network: wrong })).toEqual([
      [
        false,
        expect.stringMatching(
          /^ap-northeast-1 has no availability zone ap-northeast-1b\. It has ap-northeast-1a, /,
        ),
        "aws ec2 describe-availability-zones --region ap-northeast-1 --query 'AvailabilityZones[].ZoneName' --output text",
      ],
    ]);
  });

  it('name a wrong group of clients with its own key', async () => {
    const clientSecurityGroupIds = ['sg-0a0b0c0d0e0f00000', 'sg-0e'];
    expect(
      await find('securityGroups', { clientSecurityGroupIds }),
    ).toMatchObject([
      [
        false,
        'ap-northeast-1 has no security group sg-0e. Correct auroraDb.environments.prod.clientSecurityGroupIds',
        expect.stringContaining('describe-security-groups'),
      ],
    ]);
  });

  it('name a missing export, which leaves the groups unknown', async () => {
    const missing = { ...exported, privateSubnetIdsExport: 'Vpc-Subnets' };
    expect(await find('network', { network: missing })).toEqual([
      [
        false,
        'ap-northeast-1 has no CloudFormation export Vpc-Subnets. Correct auroraDb.environments.prod.network',
        "aws cloudformation list-exports --region ap-northeast-1 --query 'Exports[].[Name,Value]' --output table",
      ],
    ]);
    expect(await find('securityGroups', { network: missing })).toEqual([
      [null, expect.stringContaining('Vpc-Subnets')],
    ]);
  });

  it('follow the key through its states', async () => {
    const { environment, call, service } = await open();
    const { KeyMetadata } = z
      .object({ KeyMetadata: z.object({ Arn: z.string() }) })
      .parse(await call('kms', 'CreateKey', {}));
    const { Arn } = KeyMetadata;
    const check = async () => shortened(await readCheck(service(), 'key'));
    expect(await check()).toEqual([
      [true, 'AWS’s own key encrypts the databases'],
    ]);
    environment.kmsKeyArn = Arn;
    expect(await check()).toEqual([
      [true, `The key ${Arn} can encrypt databases`],
    ]);
    await call('kms', 'DisableKey', { KeyId: Arn });
    expect(await check()).toEqual([
      [
        false,
        `The key ${Arn} cannot encrypt, because its state is Disabled`,
        `aws kms enable-key --key-id ${Arn} --region ap-northeast-1`,
      ],
    ]);
    await call('kms', 'ScheduleKeyDeletion', { KeyId: Arn });
    expect(await check()).toEqual([
      [
        false,
        expect.stringContaining('PendingDeletion'),
        `aws kms cancel-key-deletion --key-id ${Arn} --region ap-northeast-1`,
      ],
    ]);
  });

  it('refuse a key that is missing, elsewhere, or of another kind', async () => {
    const { environment, call, service } = await open();
    const { accountId } = environment;
    const check = async (kmsKeyArn: string) => {
      environment.kmsKeyArn = kmsKeyArn;
      const [finding] = await readCheck(service(), 'key');
      return [finding?.ok, finding?.message?.code, finding?.remedy?.kind];
    };
    expect(
      await check(`arn:aws:kms:ap-northeast-1:${accountId}:key/none`),
    ).toEqual([false, 'readiness.keyMissing', 'command']);
    expect(await check(`arn:aws:kms:us-east-1:${accountId}:key/none`)).toEqual([
      false,
      'readiness.keyElsewhere',
      'command',
    ]);
    const { KeyMetadata } = z
      .object({ KeyMetadata: z.object({ Arn: z.string() }) })
      .parse(
        await call('kms', 'CreateKey', {
          KeyUsage: 'SIGN_VERIFY',
          KeySpec: 'RSA_2048',
        }),
      );
    expect(await check(KeyMetadata.Arn)).toEqual([
      false,
      'readiness.keyUsage',
      'command',
    ]);
  });

  it('follow the alarm topic', async () => {
    const { environment, call, service } = await open();
    const { accountId } = environment;
    const check = async (alarmTopicArn?: string) => {
      environment.alarmTopicArn = alarmTopicArn;
      return shortened(await readCheck(service(), 'alarmTopic'));
    };
    const topic = `arn:aws:sns:ap-northeast-1:${accountId}:alarms`;
    expect(await check()).toEqual([
      [true, expect.stringContaining('No alarm topic is configured')],
    ]);
    expect(await check(topic)).toEqual([
      [
        false,
        `There is no alarm topic ${topic}. Create it, or correct auroraDb.environments.prod.alarmTopicArn`,
        'aws sns create-topic --name alarms --region ap-northeast-1',
      ],
    ]);
    await call('sns', 'CreateTopic', { Name: 'alarms' });
    expect(await check(topic)).toEqual([
      [true, `The alarm topic ${topic} exists`],
    ]);
    expect(await check(`arn:aws:sns:us-east-1:${accountId}:alarms`)).toEqual([
      [
        false,
        expect.stringContaining('The alarms are in ap-northeast-1 of account'),
        `auroraDb:\n  environments:\n    prod:\n      alarmTopicArn: '${topic}'`,
      ],
    ]);
  });

  it('quote what a shell would read as something else', async () => {
    const { environment, service } = await open();
    const { accountId } = environment;
    environment.alarmTopicArn = `arn:aws:sns:ap-northeast-1:${accountId}:a'; b`;
    const [finding] = await readCheck(service(), 'alarmTopic');
    expect(finding?.remedy?.text).toBe(
      `aws sns create-topic --name 'a'\\''; b' --region ap-northeast-1`,
    );
  });

  it('find roles and the boundary that do not exist', async () => {
    const { environment, call, createRole, service } = await open();
    const { accountId } = environment;
    const arn = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;
    environment.lambdaRoles = ['goal-mandala-lambda', 'payments'].map(name => ({
      arn: arn(`role/${name}`),
    }));
    environment.cloudFormationRoleArn = arn('role/deployer');
    environment.permissionsBoundaryArn = arn('policy/boundary');
    const trust =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudformation.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    // The command replaces the whole policy, so it keeps what the role trusts already.
    const trustBoth = trust.replace(
      '[{',
      '[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"},{',
    );
    const check = async (name: string) =>
      shortened(await readCheck(service(), name));
    expect(await check('functionRoles')).toEqual([
      [
        false,
        expect.stringContaining('role/payments'),
        expect.stringContaining('aws iam create-role --role-name payments'),
      ],
    ]);
    expect(await check('cloudFormationRole')).toEqual([
      [
        false,
        expect.stringContaining('There is no role'),
        `aws iam create-role --role-name deployer --assume-role-policy-document '${trust}'`,
      ],
    ]);
    expect(await check('permissionsBoundary')).toEqual([
      [
        false,
        expect.stringContaining('There is no policy'),
        expect.stringContaining('aws iam list-policies'),
      ],
    ]);

    await createRole('payments', 'lambda.amazonaws.com');
    await createRole('deployer', 'ec2.amazonaws.com');
    await call('iam', 'CreatePolicy', {
      PolicyName: 'boundary',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      },
    });
    expect(await check('functionRoles')).toEqual([[true, expect.any(String)]]);
    expect(await check('permissionsBoundary')).toEqual([
      [true, expect.any(String)],
    ]);
    expect(await check('cloudFormationRole')).toEqual([
      [
        false,
        expect.stringContaining('does not allow cloudformation.amazonaws.com'),
        `aws iam update-assume-role-policy --role-name deployer --policy-document '${trustBoth}'`,
      ],
    ]);
    await call('iam', 'UpdateAssumeRolePolicy', {
      RoleName: 'deployer',
      PolicyDocument: trustBoth,
    });
    expect(await check('cloudFormationRole')).toEqual([
      [true, expect.any(String)],
    ]);
    // IAM finds a role by its name, whatever the path in its ARN.
    environment.cloudFormationRoleArn = arn('role/platform/deployer');
    expect(await check('cloudFormationRole')).toMatchObject([
      [
        false,
        expect.stringContaining('There is no role'),
        expect.stringContaining('--role-name deployer --path /platform/'),
      ],
    ]);
  });

  it('know whether RDS has its service-linked role, or can get it', async () => {
    const { call, fail, give, service } = await open();
    const check = async () => {
      const [finding] = await readCheck(service(), 'serviceRole');
      return [finding?.ok, finding?.message?.code, finding?.remedy?.text];
    };
    const command =
      'aws iam create-service-linked-role --aws-service-name rds.amazonaws.com';
    expect(await check()).toEqual([
      false,
      'readiness.serviceRoleMissing',
      command,
    ]);
    await fail({ operation: 'SimulatePrincipalPolicy', kind: 'accessDenied' });
    expect(await check()).toEqual([
      null,
      'readiness.serviceRoleUnknown',
      command,
    ]);
    await fail();
    await give('portal', {
      admin: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      },
    });
    expect(await check()).toEqual([
      true,
      'readiness.serviceRoleLater',
      undefined,
    ]);
    await call('iam', 'CreateServiceLinkedRole', {
      AWSServiceName: 'rds.amazonaws.com',
    });
    expect(await check()).toEqual([true, 'readiness.serviceRole', undefined]);
  });

  it('refuse an engine version that the region cannot create', async () => {
    expect(await find('engine', { engineVersion: '15.99' })).toEqual([
      [
        false,
        expect.stringContaining('15.99'),
        expect.stringContaining('aws rds describe-db-engine-versions'),
      ],
    ]);
  });

  it('find used-up quotas', async () => {
    const { service } = await open();
    const used = { used: 40, limit: 40 };
    const findings = await readCheck(
      service({
        quotas: { read: async () => new Map([['DBClusters', used]]) },
        snapshots: Object.assign(Object.create(null), {
          find: async () => undefined,
          readQuota: async () => ({ used: 100, limit: 100 }),
        }),
      }),
      'quotas',
    );
    expect(shortened(findings)).toEqual([
      [
        false,
        expect.stringContaining('DBClusters'),
        expect.stringContaining('aws service-quotas list-service-quotas'),
      ],
      [
        false,
        'The account has 100 of 100 manual snapshots. Delete some, or request a higher quota',
        expect.stringContaining('aws service-quotas list-service-quotas'),
      ],
    ]);
  });
});
