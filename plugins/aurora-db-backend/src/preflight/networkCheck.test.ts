import { testEnvironment } from '../testing/databases/testEnvironment';
import { networkCheck } from './networkCheck';

const vpcId = 'vpc-0a1b2c3d';
const [first, second] = [
  { id: 'subnet-0a1b2c3d', vpcId, availabilityZone: 'ap-northeast-1a' },
  { id: 'subnet-0a1b2c3e', vpcId, availabilityZone: 'ap-northeast-1c' },
];

async function check(
  found: Partial<{
    subnets: Array<typeof first>;
    groupVpc: string | undefined;
    exports: Record<string, string>;
  }>,
  environment = testEnvironment('prod'),
) {
  const networks = {
    findSubnets: async () => found.subnets ?? [first, second],
    findSecurityGroupVpc: async () =>
      'groupVpc' in found ? found.groupVpc : vpcId,
    readExports: async () => new Map(Object.entries(found.exports ?? {})),
    listAvailabilityZones: async () => [],
  };
  const findings = await networkCheck(networks).run({ environment });
  return findings.map(({ ok, message }) => [ok, message.text]);
}

const key = 'auroraDb.environments.prod.network';

describe('networkCheck', () => {
  it('names the zones of a suitable network', async () => {
    expect(await check({})).toEqual([
      [true, `Subnets in ap-northeast-1a, ap-northeast-1c of ${vpcId}`],
    ]);
  });

  it.each([
    [
      'a missing subnet',
      { subnets: [first] },
      'ap-northeast-1 has no subnet subnet-0a1b2c3e',
    ],
    [
      'a subnet of another VPC',
      { subnets: [first, { ...second, vpcId: 'vpc-other' }] },
      `subnet subnet-0a1b2c3e is in vpc-other, not in ${vpcId}`,
    ],
    [
      'a subnet in another zone',
      { subnets: [first, { ...second, availabilityZone: 'ap-northeast-1d' }] },
      'subnet subnet-0a1b2c3e is in ap-northeast-1d, not in ap-northeast-1c',
    ],
    [
      'a missing security group',
      { groupVpc: undefined },
      'ap-northeast-1 has no security group sg-0a1b2c3d',
    ],
    [
      'a security group of another VPC',
      { groupVpc: 'vpc-other' },
      `security group sg-0a1b2c3d is in vpc-other, not in ${vpcId}`,
    ],
  ])('names %s, and the key to correct', async (_, found, problem) => {
    expect(await check(found)).toEqual([[false, `${problem}. Correct ${key}`]]);
  });

  it('names all problems in one result', async () => {
    expect(await check({ subnets: [], groupVpc: undefined })).toEqual([
      [
        false,
        `ap-northeast-1 has no subnet subnet-0a1b2c3d; ap-northeast-1 has no subnet subnet-0a1b2c3e; ap-northeast-1 has no security group sg-0a1b2c3d. Correct ${key}`,
      ],
    ]);
  });

  describe('with exports', () => {
    const environment = testEnvironment('prod', {
      network: {
        vpcIdExport: 'Vpc',
        privateSubnetIdsExport: 'Subnets',
        lambdaSecurityGroupIdExport: 'Group',
        availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
      },
    });
    const exports = { Vpc: vpcId, Subnets: 'subnet-1,subnet-2', Group: 'sg-1' };

    it('names the zones of suitable exports', async () => {
      expect(await check({ exports }, environment)).toEqual([
        [true, 'Exports for ap-northeast-1a, ap-northeast-1c'],
      ]);
    });

    it('names a missing export', async () => {
      const { Group: _, ...others } = exports;
      expect(await check({ exports: others }, environment)).toEqual([
        [
          false,
          `ap-northeast-1 has no CloudFormation export Group. Correct ${key}`,
        ],
      ]);
    });

    it('names an export with too few subnets', async () => {
      expect(
        await check(
          { exports: { ...exports, Subnets: 'subnet-1' } },
          environment,
        ),
      ).toEqual([
        [
          false,
          `the export Subnets has 1 subnets for 2 availability zones. Correct ${key}`,
        ],
      ]);
    });
  });
});
