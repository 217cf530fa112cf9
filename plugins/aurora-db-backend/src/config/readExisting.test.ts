import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { existingDatabase } from '../database/existing/existingDatabase';
import { testCluster } from '../testing/databases/testCluster';
import { readConfig } from './readConfig';

const defaultOwner = 'group:default/platform';
const key = 'auroraDb.environments.dev.existing';

function readExisting(existing: JsonValue) {
  const dev = {
    accountId: '222222222222',
    region: 'ap-northeast-1',
    network: {
      vpcIdExport: 'network:vpc',
      privateSubnetIdsExport: 'network:subnets',
      availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
      lambdaSecurityGroupIdExport: 'network:lambda',
    },
    existing,
  };
  const data = { auroraDb: { environments: { dev } } };
  const [read] = readConfig(mockServices.rootConfig({ data })).environments;
  return read?.existing;
}

describe('existing in app-config', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['every cluster', { all: true }, { all: true }],
    [
      'every cluster, by an environment variable',
      { all: 'true' },
      { all: true },
    ],
    [
      'clusters with tags, whose values have patterns and blanks or are empty',
      {
        tags: {
          'aws:cloudformation:stack-name': 'orders-*',
          'Cost Center': 'A 1',
          legacy: '',
        },
      },
      {
        all: false,
        tags: {
          'aws:cloudformation:stack-name': 'orders-*',
          'Cost Center': 'A 1',
          legacy: '',
        },
      },
    ],
    [
      'clusters with identifiers and tags, all switched off by an environment variable',
      { all: 'false', identifiers: ['Orders-*', '*'], tags: { team: '*' } },
      { all: false, identifiers: ['Orders-*', '*'], tags: { team: '*' } },
    ],
    [
      'tags that name the owner and the system',
      { all: true, ownerTag: 'team', systemTag: 'aws:servicecatalog:product' },
      { all: true, ownerTag: 'team', systemTag: 'aws:servicecatalog:product' },
    ],
  ])('includes %s', (_, existing, read) => {
    expect(readExisting({ ...existing, defaultOwner })).toEqual({
      ...read,
      defaultOwner,
    });
  });

  it.each([
    ['group:default/platform', 'group:default/platform'],
    ['platform', 'group:default/platform'],
    ['data/platform', 'group:data/platform'],
    ['User:guest', 'user:default/guest'],
  ])('accepts the default owner %s', (written, full) => {
    const existing = readExisting({ all: true, defaultOwner: written });
    expect(
      existing &&
        existingDatabase(
          { name: 'dev' },
          existing,
          testCluster('orders', 'dev'),
        ),
    ).toMatchObject({ defaultOwner: full });
  });

  const selection =
    'expected all: true, tags or identifiers, which select the clusters to include';
  const identifier =
    'expected the identifier of a cluster, in which * stands for any characters';
  const owner =
    'expected the group or user that owns clusters without a known owner, such as group:default/platform';
  const tagName = 'expected the name of a tag, of 1 to 128 characters';
  const tagValue =
    'expected the value of a tag, of at most 256 characters, in quotes if it is a number';
  const long = 'a'.repeat(257);

  it.each<[JsonValue, string]>([
    [true, `: ${selection} (got true)`],
    [['orders'], `: ${selection} (got ["orders"])`],
    [
      { defaultOwner },
      `: ${selection} (got {"defaultOwner":"group:default/platform"})`,
    ],
    [
      { all: false, defaultOwner },
      `: ${selection} (got {"all":false,"defaultOwner":"group:default/platform"})`,
    ],
    [
      { all: 'false', defaultOwner },
      `: ${selection} (got {"all":"false","defaultOwner":"group:default/platform"})`,
    ],
    [{ all: 'yes', defaultOwner }, '.all: expected true or false (got "yes")'],
    [{ all: 1, defaultOwner }, '.all: expected true or false (got 1)'],
    [
      { all: true, identifiers: ['orders'], defaultOwner },
      '.all: expected false, because tags and identifiers select the clusters; otherwise remove these (got true)',
    ],
    [
      { all: true, tags: { team: 'a' }, defaultOwner },
      '.all: expected false, because tags and identifiers select the clusters; otherwise remove these (got true)',
    ],
    [{ all: true, tag: { team: 'a' }, defaultOwner }, '.tag: unknown key'],
    [
      { all: true, engine: 'aurora-mysql', defaultOwner },
      '.engine: unknown key',
    ],
    [
      { tags: ['team'], defaultOwner },
      '.tags: expected an object with tags and their values (got ["team"])',
    ],
    [
      { tags: 'team=payments', defaultOwner },
      '.tags: expected an object with tags and their values (got "team=payments")',
    ],
    [{ tags: {}, defaultOwner }, '.tags: expected at least one tag (got {})'],
    [
      { tags: { 'cost-center': 4711 }, defaultOwner },
      `.tags.cost-center: ${tagValue} (got 4711)`,
    ],
    [
      { tags: { portal: true }, defaultOwner },
      `.tags.portal: ${tagValue} (got true)`,
    ],
    [
      { tags: { team: ['a', 'b'] }, defaultOwner },
      `.tags.team: ${tagValue} (got ["a","b"])`,
    ],
    [
      { tags: { team: long }, defaultOwner },
      `.tags.team: ${tagValue} (got "${long}")`,
    ],
    [
      { tags: { [long]: 'a' }, defaultOwner },
      `.tags.${long}: ${tagName} (got "a")`,
    ],
    [
      { identifiers: 'orders-*', defaultOwner },
      '.identifiers: expected a list of at least one identifier (got "orders-*")',
    ],
    [
      { identifiers: [], defaultOwner },
      '.identifiers: expected a list of at least one identifier (got [])',
    ],
    [
      { identifiers: ['orders', 'orders db'], defaultOwner },
      `.identifiers[1]: ${identifier} (got "orders db")`,
    ],
    [
      { identifiers: [' orders'], defaultOwner },
      `.identifiers[0]: ${identifier} (got " orders")`,
    ],
    [
      { identifiers: [''], defaultOwner },
      `.identifiers[0]: ${identifier} (got "")`,
    ],
    [
      { identifiers: [7], defaultOwner },
      `.identifiers[0]: ${identifier} (got 7)`,
    ],
    [
      {
        identifiers: ['arn:aws:rds:eu-west-1:222222222222:cluster:orders'],
        defaultOwner,
      },
      `.identifiers[0]: ${identifier} (got "arn:aws:rds:eu-west-1:222222222222:cluster:orders")`,
    ],
    [{ all: true }, `.defaultOwner: missing; ${owner}`],
    [{ all: true, defaultOwner: '' }, `.defaultOwner: ${owner} (got "")`],
    [
      { all: true, defaultOwner: 'group:a//b' },
      `.defaultOwner: ${owner} (got "group:a//b")`,
    ],
    [
      { all: true, defaultOwner: 'the platform team' },
      `.defaultOwner: ${owner} (got "the platform team")`,
    ],
    [
      { all: true, defaultOwner: 'system:default/orders' },
      `.defaultOwner: ${owner} (got "system:default/orders")`,
    ],
    [
      { all: true, defaultOwner: ['platform'] },
      `.defaultOwner: ${owner} (got ["platform"])`,
    ],
    [
      { all: true, ownerTag: '', defaultOwner },
      `.ownerTag: ${tagName} (got "")`,
    ],
    [
      { all: true, systemTag: ['app'], defaultOwner },
      `.systemTag: ${tagName} (got ["app"])`,
    ],
  ])('refuses %j and names the key', (existing, sentence) => {
    expect(() => readExisting(existing)).toThrow(
      new Error(`Invalid configuration:\n${key}${sentence}`),
    );
  });

  it('names every wrong key', () => {
    expect(() =>
      readExisting({ tags: { a: 1, b: true }, identifiers: ['?'] }),
    ).toThrow(
      [
        `${key}.tags.a: ${tagValue} (got 1)`,
        `${key}.tags.b: ${tagValue} (got true)`,
        `${key}.identifiers[0]: ${identifier} (got "?")`,
        `${key}.defaultOwner: missing; ${owner}`,
      ].join('\n'),
    );
  });
});
