import { changedRequest } from '../testing/sampleTemplates';
import { InvalidSynthRequestError } from './InvalidSynthRequestError';
import { parseSynthRequest } from './parseSynthRequest';
import { synthesizeDatabase } from './synth';
import { sampleOrigins } from '../testing/sampleOrigins';

const request = changedRequest('prod', {});
const { network } = request;
const { from: snapshot, ...origin } = sampleOrigins.snapshot;
const time = { sourceClusterIdentifier: 'orders-prd-aurora-cluster' };

describe('a request with a wrong value is refused, with the value and the expected one', () => {
  test.each<[field: string, value: unknown, message: string | RegExp]>([
    ['name', 'Goal', /^name "Goal": expected lower-case letters/],
    ['name', 'ab', 'name "ab": a database name has at least 3 characters'],
    ['name', undefined, /^name: missing/],
    [
      'environment',
      'EU',
      /^environment "EU": expected 1 to 16 lower-case letters/,
    ],
    [
      'shortName',
      'eu-',
      /^shortName "eu-": expected at most 16 lower-case letters/,
    ],
    [
      'tags',
      { 'aws:team': 'a' },
      /^tags\.aws:team "a": expected a key that does not begin with aws:/,
    ],
    ['accountId', '12', 'accountId "12": expected an account id of 12 digits'],
    ['region', '', /^region "": /],
    [
      'engineVersion',
      '15',
      'engineVersion "15": expected an exact engine version such as 15.17',
    ],
    ['owner', '', /^owner "": /],
    ['system', '', /^system "": /],
    ['alarmTopicArn', 'on-call', /^alarmTopicArn "on-call": .*arn:/],
    ['masterPassword', 'rotated', /^masterPassword "rotated": expected one of/],
    ['logStatement', 'dml', /^logStatement "dml": expected one of none, ddl/],
    [
      'backupWindow',
      '03:00',
      /^backupWindow "03:00": expected a backup window/,
    ],
    [
      'maintenanceWindow',
      'sun:18:30-sun:19:30',
      /^maintenanceWindow "sun:18:30-sun:19:30": maintenanceWindow overlaps/,
    ],
    [
      'permissionsBoundaryArn',
      'boundary',
      /^permissionsBoundaryArn "boundary":/,
    ],
    ['lambdaRoleArns', ['api'], /^lambdaRoleArns\.0 "api": .*arn:/],
    ['maxConnectionsUntilReboot', 0, /^maxConnectionsUntilReboot 0: .*>0/],
    ['maxConnectionsUntilReboot', 1.5, /^maxConnectionsUntilReboot 1.5: .*int/],
    ['protect', 'yes', /^protect "yes": .*boolean/],
    ['color', 'red', /^request: Unrecognized key: "color"/],
    [
      'network',
      { ...network, vpcId: 'my-vpc' },
      'network.vpcId "my-vpc": expected a VPC id such as vpc-0a1b2c3d',
    ],
    [
      'network',
      { ...network, lambdaSecurityGroupId: 'lambda' },
      /^network\.lambdaSecurityGroupId "lambda": expected a security group id/,
    ],
    [
      'network',
      { ...network, privateSubnets: [{ id: 'a', availabilityZone: 'b' }] },
      /network\.privateSubnets\.0\.id "a": expected a subnet id.*; network\.privateSubnets .*at least two availability zones/,
    ],
    [
      'network',
      {
        vpcIdExport: 'v',
        privateSubnetIdsExport: 's',
        lambdaSecurityGroupIdExport: 'l',
        availabilityZones: ['ap-northeast-1a'],
      },
      'network.availabilityZones ["ap-northeast-1a"]: Aurora needs at least two availability zones',
    ],
    ['network', undefined, /^network: missing/],
    [
      'restoreFrom',
      { entityRef: 'resource:default/orders-prd', from: snapshot },
      /^restoreFrom\.databaseName: missing/,
    ],
    [
      'restoreFrom',
      { ...origin, from: { ...snapshot, storageEncrypted: false } },
      /^restoreFrom\.from\.storageEncrypted false: .*expected true/,
    ],
    [
      'restoreFrom',
      { ...origin, from: { ...time, to: { restoreToTime: 'yesterday' } } },
      /^restoreFrom\.from\.to\.restoreToTime "yesterday": .*ISO datetime/,
    ],
    [
      'restoreFrom',
      { ...origin, from: time },
      /^restoreFrom\.from\.to: missing/,
    ],
  ])('%s: %j', (field, value, message) => {
    const parse = () => parseSynthRequest({ ...request, [field]: value });
    expect(parse).toThrow(InvalidSynthRequestError);
    expect(parse).toThrow(message);
  });

  test.each<[field: string, value: unknown, message: string]>([
    [
      'minCapacity',
      20,
      'config.minCapacity 20: minCapacity must not exceed maxCapacity',
    ],
    ['minCapacity', 0.7, 'config.minCapacity 0.7: expected steps of 0.5 ACU'],
    [
      'maxCapacity',
      300,
      'config.maxCapacity 300: maxCapacity is at most 256 ACU',
    ],
    ['multiAz', 'no', 'config.multiAz "no": '],
    ['backupRetention', 36, 'config.backupRetention 36: '],
    ['deletionProtection', 1, 'config.deletionProtection 1: '],
    ['performanceInsights', null, 'config.performanceInsights null: '],
    ['monitoringInterval', 7, 'config.monitoringInterval 7: '],
  ])('config.%s: %j', (field, value, message) => {
    const config = { ...request.config, [field]: value };
    expect(() => parseSynthRequest({ ...request, config })).toThrow(message);
  });

  test.each([[undefined], [null], ['text'], [[]]])(
    '%j is not a request',
    input => {
      expect(() => parseSynthRequest(input)).toThrow(/^request/);
    },
  );
});

describe('a request that only CloudFormation would refuse midway is refused before the deploy', () => {
  test.each([
    [
      {
        lambdaRoleArns: ['arn:aws:iam::222222222222:role/api'],
      },
      'lambdaRoleArns: arn:aws:iam::222222222222:role/api is in account 222222222222, but the database is in 111111111111.',
    ],
    [
      { alarmTopicArn: 'arn:aws:sns:us-east-1:111111111111:on-call' },
      'alarmTopicArn: arn:aws:sns:us-east-1:111111111111:on-call is in us-east-1, but alarms of ap-northeast-1 can only notify a topic there.',
    ],
    [
      {
        network: {
          vpcId: 'vpc-0a',
          lambdaSecurityGroupId: 'sg-0a0b0c0d',
          privateSubnets: [
            { id: 'subnet-0a', availabilityZone: 'ap-northeast-1a' },
            { id: 'subnet-0b', availabilityZone: 'ap-northeast-1a' },
          ],
        },
      },
      'network: all subnets are in ap-northeast-1a, but Aurora needs two availability zones.',
    ],
  ])('%j', (changes, message) => {
    expect(() => synthesizeDatabase(changedRequest('dev', changes))).toThrow(
      message,
    );
  });
});

test('a restore to a time can omit that its template names no engine version', () => {
  const restoreFrom = {
    ...origin,
    from: { ...time, to: { useLatestRestorableTime: true } },
  };
  expect(parseSynthRequest({ ...request, restoreFrom }).restoreFrom).toEqual(
    sampleOrigins.latest,
  );
});

test('a valid request gets the roles and settings that it omits', () => {
  const {
    lambdaRoleArns: _,
    masterSecretForFunctions,
    masterPassword,
    logStatement,
    logParameterValues,
    ...input
  } = request;
  expect(parseSynthRequest(input)).toEqual({ ...request, lambdaRoleArns: [] });
});
