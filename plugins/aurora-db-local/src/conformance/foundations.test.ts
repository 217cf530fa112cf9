import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { EC2 } from '@aws-sdk/client-ec2';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { STS } from '@aws-sdk/client-sts';
import { clientConfig, endpoints, type JudgedEndpoint } from './endpoints';

jest.setTimeout(180_000);

describe.each(endpoints)('$name', ({ start }) => {
  let endpoint: JudgedEndpoint;

  beforeAll(async () => {
    endpoint = await start();
  });

  afterAll(() => endpoint?.stop());

  describe('STS', () => {
    it("returns the caller's identity", async () => {
      const { Account, Arn } = await new STS(
        clientConfig(endpoint),
      ).getCallerIdentity({});
      expect(Account).toBe('123456789012');
      expect(Arn).toMatch(/^arn:aws:(iam|sts)::123456789012:/);
    });

    it('assumes a role of another account, and acts in that account', async () => {
      const { Credentials, AssumedRoleUser } = await new STS(
        clientConfig(endpoint),
      ).assumeRole({
        RoleArn: 'arn:aws:iam::222222222222:role/portal',
        RoleSessionName: 'session',
      });
      expect(AssumedRoleUser?.Arn).toBe(
        'arn:aws:sts::222222222222:assumed-role/portal/session',
      );
      expect(AssumedRoleUser?.AssumedRoleId).toMatch(
        /^AROA[A-Z0-9]{16,17}:session$/,
      );
      const credentials = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      };
      expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
      const identity = await new STS({
        ...clientConfig(endpoint),
        credentials,
      }).getCallerIdentity({});
      expect(identity).toMatchObject({
        Account: '222222222222',
        Arn: 'arn:aws:sts::222222222222:assumed-role/portal/session',
      });
    });
  });

  describe('Secrets Manager', () => {
    it('creates, reads, changes, deletes and restores a secret', async () => {
      const secrets = new SecretsManager(clientConfig(endpoint));
      const { ARN } = await secrets.createSecret({
        Name: 'conformance/db',
        SecretString: '{"a":1}',
        Tags: [{ Key: 'k', Value: 'v' }],
      });
      expect(ARN).toMatch(/:secret:conformance\/db-[A-Za-z0-9]{6}$/);
      const read = await secrets.getSecretValue({ SecretId: ARN });
      expect(read).toMatchObject({
        Name: 'conformance/db',
        SecretString: '{"a":1}',
        VersionStages: ['AWSCURRENT'],
      });
      expect(read.CreatedDate).toBeInstanceOf(Date);

      const put = await secrets.putSecretValue({
        SecretId: 'conformance/db',
        SecretString: '{"a":2}',
      });
      const described = await secrets.describeSecret({
        SecretId: 'conformance/db',
      });
      expect(described.Tags).toEqual([{ Key: 'k', Value: 'v' }]);
      expect(described.VersionIdsToStages).toEqual({
        [read.VersionId ?? '']: ['AWSPREVIOUS'],
        [put.VersionId ?? '']: ['AWSCURRENT'],
      });

      const { DeletionDate } = await secrets.deleteSecret({
        SecretId: 'conformance/db',
        RecoveryWindowInDays: 7,
      });
      expect(DeletionDate?.getTime()).toBeGreaterThan(
        Date.now() + 6 * 86_400_000,
      );
      await expect(
        secrets.getSecretValue({ SecretId: 'conformance/db' }),
      ).rejects.toMatchObject({
        name: 'InvalidRequestException',
      });
      await secrets.restoreSecret({ SecretId: 'conformance/db' });
      await expect(
        secrets.getSecretValue({ SecretId: 'conformance/db' }),
      ).resolves.toMatchObject({
        SecretString: '{"a":2}',
      });
    });

    it('refuses invalid requests as AWS does', async () => {
      const secrets = new SecretsManager(clientConfig(endpoint));
      await secrets.createSecret({
        Name: 'conformance/once',
        SecretString: 'x',
      });
      await expect(
        secrets.createSecret({ Name: 'conformance/once', SecretString: 'y' }),
      ).rejects.toMatchObject({
        name: 'ResourceExistsException',
      });
      for (const call of [
        () => secrets.getSecretValue({ SecretId: 'gone' }),
        () => secrets.describeSecret({ SecretId: 'gone' }),
        () => secrets.putSecretValue({ SecretId: 'gone', SecretString: 'x' }),
        () => secrets.deleteSecret({ SecretId: 'gone' }),
        () =>
          secrets.getSecretValue({
            SecretId: 'conformance/once',
            VersionStage: 'AWSPREVIOUS',
          }),
      ]) {
        await expect(call()).rejects.toMatchObject({
          name: 'ResourceNotFoundException',
        });
      }
    });

    it('makes passwords without the excluded characters', async () => {
      const { RandomPassword = '' } = await new SecretsManager(
        clientConfig(endpoint),
      ).getRandomPassword({
        PasswordLength: 40,
        ExcludePunctuation: true,
        ExcludeCharacters: 'abcABC123',
      });
      expect(RandomPassword).toMatch(/^[A-Za-z0-9]{40}$/);
      expect(RandomPassword).not.toMatch(/[abcABC123]/);
    });
  });

  describe('EC2', () => {
    it('describes a VPC and its subnets in several Availability Zones', async () => {
      const ec2 = new EC2(clientConfig(endpoint));
      const { Vpcs } = await ec2.describeVpcs({});
      const VpcId = Vpcs?.[0]?.VpcId ?? '';
      expect(VpcId).toMatch(/^vpc-[0-9a-f]{8,17}$/);
      const { Subnets = [] } = await ec2.describeSubnets({
        Filters: [{ Name: 'vpc-id', Values: [VpcId] }],
      });
      const zones = new Set(
        Subnets.map(({ AvailabilityZone }) => AvailabilityZone),
      );
      const { AvailabilityZones = [] } = await ec2.describeAvailabilityZones(
        {},
      );
      expect(zones.size).toBeGreaterThan(1);
      expect(AvailabilityZones.map(({ ZoneName }) => ZoneName)).toEqual(
        expect.arrayContaining(Array.from(zones)),
      );
      const [first] = Subnets;
      await expect(
        ec2.describeSubnets({ SubnetIds: [first?.SubnetId ?? ''] }),
      ).resolves.toMatchObject({
        Subnets: [first],
      });
    });

    it('creates, opens, closes and deletes a security group', async () => {
      const ec2 = new EC2(clientConfig(endpoint));
      const VpcId = (await ec2.describeVpcs({})).Vpcs?.[0]?.VpcId;
      const group = { GroupName: 'conformance', Description: 'a group', VpcId };
      const { GroupId = '' } = await ec2.createSecurityGroup(group);
      await expect(ec2.createSecurityGroup(group)).rejects.toMatchObject({
        name: 'InvalidGroup.Duplicate',
      });
      const IpPermissions = [
        {
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          IpRanges: [{ CidrIp: '10.0.0.0/16', Description: 'vpc' }],
        },
      ];
      await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
      await expect(
        ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions }),
      ).rejects.toMatchObject({
        name: 'InvalidPermission.Duplicate',
      });
      const { SecurityGroups } = await ec2.describeSecurityGroups({
        GroupIds: [GroupId],
      });
      expect(SecurityGroups).toMatchObject([
        { ...group, GroupId, IpPermissions },
      ]);
      expect(SecurityGroups?.[0]?.IpPermissionsEgress).toMatchObject([
        { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ]);
      await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
      await expect(
        ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions }),
      ).rejects.toMatchObject({
        name: 'InvalidPermission.NotFound',
      });
      await ec2.deleteSecurityGroup({ GroupId });
      await expect(ec2.deleteSecurityGroup({ GroupId })).rejects.toMatchObject({
        name: 'InvalidGroup.NotFound',
      });
    });

    it('refuses unknown ids', async () => {
      const ec2 = new EC2(clientConfig(endpoint));
      await expect(
        ec2.describeSubnets({ SubnetIds: ['subnet-00000000000000000'] }),
      ).rejects.toMatchObject({
        name: 'InvalidSubnetID.NotFound',
      });
      await expect(
        ec2.describeVpcs({ VpcIds: ['vpc-00000000000000000'] }),
      ).rejects.toMatchObject({
        name: 'InvalidVpcID.NotFound',
      });
      await expect(
        ec2.describeSecurityGroups({ GroupIds: ['sg-00000000000000000'] }),
      ).rejects.toMatchObject({
        name: 'InvalidGroup.NotFound',
      });
    });
  });

  describe('CloudWatch', () => {
    it('puts, describes and deletes an alarm', async () => {
      const cloudWatch = new CloudWatch(clientConfig(endpoint));
      const alarm = {
        AlarmName: 'conformance-cpu',
        Namespace: 'AWS/RDS',
        MetricName: 'CPUUtilization',
        Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'c' }],
        Statistic: 'Maximum' as const,
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold' as const,
        TreatMissingData: 'notBreaching',
      };
      await cloudWatch.putMetricAlarm(alarm);
      const { MetricAlarms } = await cloudWatch.describeAlarms({
        AlarmNames: ['conformance-cpu'],
      });
      expect(MetricAlarms).toMatchObject([
        {
          ...alarm,
          AlarmArn:
            'arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:conformance-cpu',
        },
      ]);
      await cloudWatch.deleteAlarms({ AlarmNames: ['conformance-cpu'] });
      await expect(
        cloudWatch.describeAlarms({ AlarmNames: ['conformance-cpu'] }),
      ).resolves.toMatchObject({
        MetricAlarms: [],
      });
    });
  });
});
