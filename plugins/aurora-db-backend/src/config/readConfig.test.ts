import { environmentDefaults } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { environmentConfig } from './environmentConfig';
import { readConfig } from './readConfig';

const network = {
  vpcId: 'vpc-0a0b0c0d0e0f00001',
  privateSubnets: [
    { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: 'ap-northeast-1a' },
    { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1c' },
  ],
  lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
};
const exported = {
  vpcIdExport: 'network:vpc',
  privateSubnetIdsExport: 'network:subnets',
  availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
  lambdaSecurityGroupIdExport: 'network:lambda',
};
const kmsKeyArn =
  'arn:aws:kms:ap-northeast-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const dev = { accountId: '222222222222', region: 'ap-northeast-1', network };

const read = (auroraDb: JsonObject) =>
  readConfig(mockServices.rootConfig({ data: { auroraDb } }));
const readDev = (change: JsonObject) =>
  read({ environments: { dev: { ...dev, ...change } } });

/** A copy of the value without the key at a path. */
function without(value: JsonValue, [key = '', ...rest]: string[]): JsonValue {
  if (Array.isArray(value)) {
    return value.map((item, at) =>
      String(at) === key ? without(item, rest) : item,
    );
  }
  const entries = Object.entries(value ?? {}).flatMap(
    ([name, inner = null]) => {
      if (name !== key) {
        return [[name, inner]];
      }
      return rest.length > 0 ? [[name, without(inner, rest)]] : [];
    },
  );
  return Object.fromEntries(entries);
}

describe('readConfig', () => {
  it('fills in the defaults of an environment and of the price', () => {
    expect(read({ environments: { dev } })).toEqual({
      environments: [
        {
          ...dev,
          name: 'dev',
          profile: 'dev',
          shortName: 'dev',
          lambdaRoles: [],
          masterSecretForFunctions: false,
          masterPassword: 'generated',
          logStatement: 'all',
          logParameterValues: false,
          clientSecurityGroupIds: [],
          tags: {},
          backupWindow: '18:00-19:00',
          maintenanceWindow: 'sun:19:30-sun:20:30',
          engineVersion: '15',
          acuHour: 0.2,
          snapshotBeforeChange: false,
          config: environmentDefaults.dev,
        },
      ],
    });
  });

  it('accepts every optional key', () => {
    const config = read({
      environments: {
        stg: {
          ...dev,
          profile: 'stg',
          title: ' Rehearsal ',
          shortName: 'rehearse',
          network: exported,
          endpoint: 'http://127.0.0.1:4570',
          alarmTopicArn: 'arn:aws:sns:ap-northeast-1:222222222222:alarms',
          lambdaRoleArns: [
            'arn:aws:iam::222222222222:role/app',
            {
              arn: 'arn:aws:iam::222222222222:role/payments',
              owners: ['payments', 'user:default/guest'],
            },
          ],
          masterSecretForFunctions: true,
          masterPassword: 'managed',
          logStatement: 'ddl',
          logParameterValues: true,
          clientSecurityGroupIds: ['sg-0a1b2c3d', 'sg-0a1b2c3e'],
          kmsKeyArn,
          tags: { 'cost-center': '4711' },
          permissionsBoundaryArn: 'arn:aws:iam::222222222222:policy/boundary',
          cloudFormationRoleArn:
            'arn:aws:iam::222222222222:role/platform/databases',
          backupWindow: '20:00-20:30',
          maintenanceWindow: 'tue:21:00-tue:22:00',
          engineVersion: '15.17',
          acuHour: 0.15,
          snapshotBeforeChange: false,
          minCapacity: 0,
          maxCapacity: 4,
          multiAz: false,
          backupRetention: 3,
          deletionProtection: false,
          performanceInsights: false,
          monitoringInterval: 0,
        },
      },
      pricing: { acuHour: 0.12 },
    });
    expect(config).toEqual({
      environments: [
        {
          ...dev,
          name: 'stg',
          profile: 'stg',
          title: 'Rehearsal',
          shortName: 'rehearse',
          network: exported,
          endpoint: 'http://127.0.0.1:4570',
          alarmTopicArn: 'arn:aws:sns:ap-northeast-1:222222222222:alarms',
          lambdaRoles: [
            { arn: 'arn:aws:iam::222222222222:role/app' },
            {
              arn: 'arn:aws:iam::222222222222:role/payments',
              owners: ['payments', 'user:default/guest'],
            },
          ],
          masterSecretForFunctions: true,
          masterPassword: 'managed',
          logStatement: 'ddl',
          logParameterValues: true,
          clientSecurityGroupIds: ['sg-0a1b2c3d', 'sg-0a1b2c3e'],
          kmsKeyArn,
          tags: { 'cost-center': '4711' },
          permissionsBoundaryArn: 'arn:aws:iam::222222222222:policy/boundary',
          cloudFormationRoleArn:
            'arn:aws:iam::222222222222:role/platform/databases',
          backupWindow: '20:00-20:30',
          maintenanceWindow: 'tue:21:00-tue:22:00',
          engineVersion: '15.17',
          acuHour: 0.15,
          snapshotBeforeChange: false,
          config: {
            minCapacity: 0,
            maxCapacity: 4,
            multiAz: false,
            backupRetention: 3,
            deletionProtection: false,
            performanceInsights: false,
            monitoringInterval: 0,
          },
        },
      ],
    });
  });

  it('uses the price of the environment, then the common price, then the default', () => {
    const pricesOf = (config: JsonObject) =>
      read(config).environments.map(({ acuHour }) => acuHour);
    const environments = { dev: { ...dev, acuHour: 0.15 }, stg: dev };
    expect(pricesOf({ environments, pricing: { acuHour: 0.12 } })).toEqual([
      0.15, 0.12,
    ]);
    expect(pricesOf({ environments, pricing: {} })).toEqual([0.15, 0.2]);
    expect(pricesOf({ environments })).toEqual([0.15, 0.2]);
  });

  it('takes snapshots before a change in stg and prod by default', () => {
    const takenIn = (config: JsonObject) =>
      read(config)
        .environments.filter(one => one.snapshotBeforeChange)
        .map(({ name }) => name);
    expect(
      takenIn({ environments: { local: dev, dev, stg: dev, prod: dev } }),
    ).toEqual(['stg', 'prod']);
    expect(
      takenIn({
        environments: {
          dev: { ...dev, snapshotBeforeChange: true },
          stg: { ...dev, snapshotBeforeChange: false },
        },
      }),
    ).toEqual(['dev']);
  });

  it('gives an environment of any name the defaults of its profile', () => {
    const [euProd, sandbox] = read({
      environments: {
        'eu-prod': { ...dev, profile: 'prod', title: 'Production (Europe)' },
        sandbox: {
          ...dev,
          profile: 'local',
          shortName: 'sbx',
          engineVersion: '16',
          backupRetention: 3,
        },
      },
    }).environments;
    expect(euProd).toMatchObject({
      name: 'eu-prod',
      title: 'Production (Europe)',
      profile: 'prod',
      shortName: 'eu-prod',
      snapshotBeforeChange: true,
      config: environmentDefaults.prod,
    });
    expect(sandbox).toMatchObject({
      name: 'sandbox',
      shortName: 'sbx',
      engineVersion: '16',
      snapshotBeforeChange: false,
      config: { ...environmentDefaults.local, backupRetention: 3 },
    });
  });

  it('accepts one short name in two accounts and in two regions', () => {
    const zones = (region: string) => ({
      ...network,
      privateSubnets: network.privateSubnets.map((subnet, index) => ({
        ...subnet,
        availabilityZone: `${region}${'ac'[index]}`,
      })),
    });
    const prod = { ...dev, profile: 'prod', shortName: 'prd' };
    expect(
      read({
        environments: {
          prod: dev,
          'prod-2': { ...prod, accountId: '333333333333' },
          'prod-us': {
            ...prod,
            region: 'us-east-1',
            network: zones('us-east-1'),
          },
        },
      }).environments.map(({ shortName }) => shortName),
    ).toEqual(['prd', 'prd', 'prd']);
  });

  it.each<[JsonObject, string]>([
    [
      { accountId: 222222222222 },
      'auroraDb.environments.dev.accountId: expected an account id of 12 digits in quotes (got 222222222222)',
    ],
    [
      { accountId: '2222' },
      'auroraDb.environments.dev.accountId: expected an account id of 12 digits in quotes (got "2222")',
    ],
    [
      { region: 'Tokyo' },
      'auroraDb.environments.dev.region: expected a region such as ap-northeast-1 (got "Tokyo")',
    ],
    [
      { endpoint: '127.0.0.1:4570' },
      'auroraDb.environments.dev.endpoint: expected an http or https URL (got "127.0.0.1:4570")',
    ],
    [
      { alarmTopicArn: 'alarms' },
      'auroraDb.environments.dev.alarmTopicArn: expected the ARN of an SNS topic (got "alarms")',
    ],
    [
      { alarmTopicArn: 7 },
      'auroraDb.environments.dev.alarmTopicArn: expected the ARN of an SNS topic (got 7)',
    ],
    [
      { lambdaRoleArns: 'arn:aws:iam::222222222222:role/app' },
      'auroraDb.environments.dev.lambdaRoleArns: expected a list of ARNs of IAM roles (got "arn:aws:iam::222222222222:role/app")',
    ],
    [
      { lambdaRoleArns: ['arn:aws:iam::333333333333:role/app'] },
      'auroraDb.environments.dev.lambdaRoleArns[0]: expected a role of account 222222222222 (got "arn:aws:iam::333333333333:role/app")',
    ],
    [
      { lambdaRoleArns: ['app'] },
      'auroraDb.environments.dev.lambdaRoleArns[0]: expected the ARN of an IAM role (got "app")',
    ],
    [
      { lambdaRoleArns: [{ arn: 'app' }] },
      'auroraDb.environments.dev.lambdaRoleArns[0].arn: expected the ARN of an IAM role (got "app")',
    ],
    [
      { lambdaRoleArns: [7] },
      'auroraDb.environments.dev.lambdaRoleArns[0]: expected the ARN of an IAM role, or an object with arn and owners (got 7)',
    ],
    [
      {
        lambdaRoleArns: [
          { arn: 'arn:aws:iam::222222222222:role/app', owners: [] },
        ],
      },
      'auroraDb.environments.dev.lambdaRoleArns[0].owners: expected at least one owner; without owners the role is for every database (got [])',
    ],
    [
      {
        lambdaRoleArns: [
          { arn: 'arn:aws:iam::222222222222:role/app', owners: ['a//b'] },
        ],
      },
      'auroraDb.environments.dev.lambdaRoleArns[0].owners[0]: expected an entity reference such as group:default/payments (got "a//b")',
    ],
    [
      {
        lambdaRoleArns: [
          { arn: 'arn:aws:iam::222222222222:role/app', owner: 'payments' },
        ],
      },
      'auroraDb.environments.dev.lambdaRoleArns[0].owner: unknown key',
    ],
    [
      { masterSecretForFunctions: 'yes' },
      'auroraDb.environments.dev.masterSecretForFunctions: expected true or false (got "yes")',
    ],
    [
      { masterPassword: 'rotated' },
      'auroraDb.environments.dev.masterPassword: expected one of generated, managed (got "…")',
    ],
    [
      { logStatement: 'dml' },
      'auroraDb.environments.dev.logStatement: expected one of none, ddl, mod, all (got "dml")',
    ],
    [
      { logParameterValues: 1 },
      'auroraDb.environments.dev.logParameterValues: expected true or false (got 1)',
    ],
    [
      { cloudFormationRoleArn: 'arn:aws:iam::222222222222:user/databases' },
      'auroraDb.environments.dev.cloudFormationRoleArn: expected the ARN of an IAM role (got "arn:aws:iam::222222222222:user/databases")',
    ],
    [
      { cloudFormationRoleArn: 'arn:aws:iam::333333333333:role/databases' },
      'auroraDb.environments.dev.cloudFormationRoleArn: expected a role of account 222222222222 (got "arn:aws:iam::333333333333:role/databases")',
    ],
    [
      { permissionsBoundaryArn: 'boundary' },
      'auroraDb.environments.dev.permissionsBoundaryArn: expected the ARN of an IAM policy (got "boundary")',
    ],
    [
      { permissionsBoundaryArn: 'arn:aws:iam::333333333333:policy/boundary' },
      'auroraDb.environments.dev.permissionsBoundaryArn: expected a policy of account 222222222222 or of AWS (got "arn:aws:iam::333333333333:policy/boundary")',
    ],
    [
      { backupWindow: '03:00' },
      'auroraDb.environments.dev.backupWindow: expected a backup window in UTC such as 18:00-19:00, of at least 30 minutes (got "03:00")',
    ],
    [
      { maintenanceWindow: 'sun:19:30-sun:19:45' },
      'auroraDb.environments.dev.maintenanceWindow: expected a maintenance window in UTC such as sun:19:30-sun:20:30, of at least 30 minutes and less than a day (got "sun:19:30-sun:19:45")',
    ],
    [
      { maintenanceWindow: 'wed:18:30-wed:19:30' },
      'auroraDb.environments.dev.maintenanceWindow: the backup window 18:00-19:00 and the maintenance window wed:18:30-wed:19:30 overlap, which RDS refuses; set backupWindow and maintenanceWindow apart',
    ],
    [
      { backupWindow: '20:00-21:00' },
      'auroraDb.environments.dev.backupWindow: the backup window 20:00-21:00 and the maintenance window sun:19:30-sun:20:30 overlap',
    ],
    [
      { engineVersion: '18' },
      'auroraDb.environments.dev.engineVersion: expected one of 15, 16, 17, or an exact version (at least 15.4, 16.1, 17.4), in quotes (got "18")',
    ],
    [
      { engineVersion: 16 },
      'auroraDb.environments.dev.engineVersion: expected one of 15, 16, 17, or an exact version (at least 15.4, 16.1, 17.4), in quotes (got 16)',
    ],
    [
      { profile: 'production' },
      'auroraDb.environments.dev.profile: expected one of local, dev, stg, prod (got "production")',
    ],
    [
      { profile: 'prod' },
      'auroraDb.environments.dev.profile: the environment dev has the profile dev; remove this key, or give the environment another name (got "prod")',
    ],
    [
      { title: ' ' },
      'auroraDb.environments.dev.title: expected a text of 1 to 60 characters (got " ")',
    ],
    [
      { shortName: 'dev-' },
      'auroraDb.environments.dev.shortName: expected at most 16 lower-case letters, digits and single hyphens, starting with a letter (got "dev-")',
    ],
    [
      { clientSecurityGroupIds: ['bastion'] },
      'auroraDb.environments.dev.clientSecurityGroupIds[0]: expected a security group id such as sg-0a1b2c3d (got "bastion")',
    ],
    [
      {
        clientSecurityGroupIds: Array.from(
          { length: 21 },
          (_, index) => `sg-${index}`,
        ),
      },
      'auroraDb.environments.dev.clientSecurityGroupIds: expected at most 20 (got',
    ],
    [
      { kmsKeyArn: 'alias/databases' },
      'auroraDb.environments.dev.kmsKeyArn: expected the ARN of a KMS key such as',
    ],
    [
      { kmsKeyArn: kmsKeyArn.replace('ap-northeast-1', 'us-east-1') },
      'auroraDb.environments.dev.kmsKeyArn: expected a key of ap-northeast-1 (got "arn:aws:kms:us-east-1:',
    ],
    [
      { tags: { 'aurora-db:owner': 'me' } },
      'auroraDb.environments.dev.tags.aurora-db:owner: expected a key that does not begin with aws:, rds: or aurora-db:, which AWS and the portal use (got "me")',
    ],
    [
      { tags: { 'cost-center': 4711 } },
      'auroraDb.environments.dev.tags.cost-center: expected a text of 1 to 256 characters, in quotes if it is a number (got 4711)',
    ],
    [
      { maxCapacity: 0.5 },
      'auroraDb.environments.dev.maxCapacity: maxCapacity is at least 1 ACU (got 0.5)',
    ],
    [
      { minCapacity: 4 },
      'auroraDb.environments.dev.minCapacity: minCapacity must not exceed maxCapacity (got 4)',
    ],
    [
      { backupRetention: 0 },
      'auroraDb.environments.dev.backupRetention: expected at least 1 (got 0)',
    ],
    [
      { backupRetention: 7.5 },
      'auroraDb.environments.dev.backupRetention: expected a whole number (got 7.5)',
    ],
    [
      { maxCapacity: '32' },
      'auroraDb.environments.dev.maxCapacity: expected a number (got "32")',
    ],
    [
      { multiAz: 'yes' },
      'auroraDb.environments.dev.multiAz: expected true or false (got "yes")',
    ],
    [
      { monitoringInterval: 7 },
      'auroraDb.environments.dev.monitoringInterval: expected one of 0, 1, 5, 10, 15, 30, 60 (got 7)',
    ],
    [{ capacity: 2 }, 'auroraDb.environments.dev.capacity: unknown key'],
    [
      { network: { ...network, vpcId: 'main' } },
      'auroraDb.environments.dev.network.vpcId: expected a VPC id such as vpc-0a1b2c3d (got "main")',
    ],
    [
      {
        network: {
          ...network,
          privateSubnets: network.privateSubnets.slice(1),
        },
      },
      'auroraDb.environments.dev.network.privateSubnets: Aurora needs private subnets in at least two availability zones',
    ],
    [
      {
        network: {
          ...network,
          privateSubnets: network.privateSubnets.map(subnet => ({
            ...subnet,
            availabilityZone: 'ap-northeast-1a',
          })),
        },
      },
      'auroraDb.environments.dev.network.privateSubnets: Aurora needs at least two different availability zones',
    ],
    [
      { region: 'us-east-1' },
      'auroraDb.environments.dev.network.privateSubnets: ap-northeast-1a is not an availability zone of us-east-1',
    ],
    [
      { network: { ...network, privateSubnets: ['subnet-0a0b0c0d'] } },
      'auroraDb.environments.dev.network.privateSubnets[0]: expected an object with id and availabilityZone (got "subnet-0a0b0c0d")',
    ],
    [
      { network: { ...network, subnets: [] } },
      'auroraDb.environments.dev.network.subnets: unknown key',
    ],
    [
      { network: { ...exported, availabilityZones: ['ap-northeast-1a'] } },
      'auroraDb.environments.dev.network.availabilityZones: Aurora needs at least two availability zones',
    ],
    [
      { network: { vpcIdExport: 'network:vpc' } },
      'auroraDb.environments.dev.network.privateSubnetIdsExport: missing',
    ],
  ])('refuses %j and names the key', (change, sentence) => {
    expect(() => readDev(change)).toThrow(sentence);
  });

  const exportName = 'missing; expected the name of a CloudFormation export';
  it.each<[string, JsonObject, string]>([
    [
      'accountId',
      dev,
      'missing; expected an account id of 12 digits in quotes',
    ],
    ['region', dev, 'missing; expected a region such as ap-northeast-1'],
    [
      'network',
      dev,
      'missing; expected the ids of an existing network, or the exports of its stack',
    ],
    ['network.vpcId', dev, 'missing; expected a VPC id such as vpc-0a1b2c3d'],
    [
      'network.privateSubnets',
      dev,
      'missing; Aurora needs private subnets in at least two availability zones',
    ],
    [
      'network.privateSubnets[0].id',
      dev,
      'missing; expected a subnet id such as subnet-0a1b2c3d',
    ],
    [
      'network.privateSubnets[1].availabilityZone',
      dev,
      'missing; expected an availability zone such as ap-northeast-1a',
    ],
    [
      'network.lambdaSecurityGroupId',
      dev,
      'missing; expected a security group id such as sg-0a1b2c3d',
    ],
    ['network.vpcIdExport', { ...dev, network: exported }, exportName],
    [
      'network.privateSubnetIdsExport',
      { ...dev, network: exported },
      exportName,
    ],
    [
      'network.availabilityZones',
      { ...dev, network: exported },
      'missing; Aurora needs at least two availability zones',
    ],
    [
      'network.lambdaSecurityGroupIdExport',
      { ...dev, network: exported },
      exportName,
    ],
  ])('names the expected value if %s is missing', (key, whole, sentence) => {
    const prod = without(whole, key.match(/\w+/g) ?? []);
    expect(() => read({ environments: { prod } })).toThrow(
      new Error(
        `Invalid configuration:\nauroraDb.environments.prod.${key}: ${sentence}`,
      ),
    );
  });

  it.each<[JsonObject, string]>([
    [
      {},
      'auroraDb.environments: missing; configure at least one environment, for example prod',
    ],
    [
      { environments: { prod: 'yes' } },
      'auroraDb.environments.prod: expected an object with accountId, region and network (got "yes")',
    ],
    [
      { environments: {} },
      'auroraDb.environments: configure at least one environment, for example prod',
    ],
    [
      { environments: { production: dev } },
      'auroraDb.environments.production.profile: missing; expected one of local, dev, stg, prod, which has the defaults of production',
    ],
    [
      { environments: { EU: { ...dev, profile: 'dev' } } },
      'auroraDb.environments.EU: wrong name; expected 1 to 16 lower-case letters, digits and hyphens, starting with a letter, for example prod (got "EU")',
    ],
    [
      { environments: { 'eu--1': { ...dev, profile: 'dev' } } },
      'auroraDb.environments.eu--1.shortName: missing; the name eu--1 cannot be a part of identifiers, because its hyphens are not between letters or digits',
    ],
    [
      {
        environments: {
          prod: dev,
          'eu-prod': { ...dev, profile: 'prod', shortName: 'prd' },
        },
      },
      'auroraDb.environments.eu-prod.shortName: prd is also the short name of auroraDb.environments.prod in account 222222222222, ap-northeast-1; set another shortName',
    ],
    [
      { environments: { dev }, pricing: { acuHour: '0.2' } },
      'auroraDb.pricing.acuHour: expected a number (got "0.2")',
    ],
    [
      { environments: { dev: { ...dev, acuHour: 0 } } },
      'auroraDb.environments.dev.acuHour: ',
    ],
    [
      { environments: { dev: { ...dev, snapshotBeforeChange: 'yes' } } },
      'auroraDb.environments.dev.snapshotBeforeChange: expected true or false (got "yes")',
    ],
    [{ environments: { dev }, price: 1 }, 'auroraDb.price: unknown key'],
  ])('refuses %j', (auroraDb, sentence) => {
    expect(() => read(auroraDb)).toThrow(sentence);
  });

  it('refuses a configuration without auroraDb', () => {
    expect(() => readConfig(mockServices.rootConfig())).toThrow(
      'auroraDb: missing',
    );
  });

  it('names a wrong value once, even if its type and its length are wrong', () => {
    expect(() =>
      readDev({ network: { ...network, privateSubnets: '' } }),
    ).toThrow(
      new Error(
        'Invalid configuration:\nauroraDb.environments.dev.network.privateSubnets: Aurora needs private subnets in at least two availability zones (got "")',
      ),
    );
  });

  it('names every wrong key in one error', () => {
    const message = (() => {
      try {
        read({
          environments: {
            dev: { ...dev, region: 'x', accountId: '1' },
            prod: { ...dev, colour: 'red' },
          },
        });
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    expect(message.split('\n').map(line => line.split(':')[0])).toEqual([
      'Error',
      'auroraDb.environments.dev.accountId',
      'auroraDb.environments.dev.region',
      'auroraDb.environments.prod.colour',
    ]);
  });
});

describe('environmentConfig', () => {
  it('names the configured environments', () => {
    const config = read({ environments: { dev } });
    expect(environmentConfig(config, 'dev').accountId).toBe('222222222222');
    expect(() => environmentConfig(config, 'prod')).toThrow(
      'The environment prod is not configured in this portal. Choose from dev',
    );
  });
});
