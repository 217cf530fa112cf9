import type { ResourceChange } from '../ports/DatabaseStackWriter';
import { judgeChanges } from './judgeChanges';

const change = (overrides: Partial<ResourceChange>): ResourceChange => ({
  action: 'modify',
  resource: 'Cluster',
  type: 'AWS::RDS::DBCluster',
  replacement: 'never',
  properties: [],
  ...overrides,
});
const secret = { resource: 'Secret', type: 'AWS::SecretsManager::Secret' };
const instance = { resource: 'Writer', type: 'AWS::RDS::DBInstance' };
const because = (
  name: string,
  replacement: 'always' | 'conditional' | 'never',
) => ({ properties: [{ name, replacement }] });

/** The template that the changes lead to. */
const template = (cluster: Record<string, unknown> = {}) =>
  JSON.stringify({
    Resources: {
      Cluster: { Type: 'AWS::RDS::DBCluster', Properties: cluster },
      Secret: { Type: secret.type, Properties: { GenerateSecretString: {} } },
      ConnectionSecret: {
        Type: secret.type,
        Properties: { SecretString: '{"engine":"postgres"}' },
      },
    },
  });
const managed = template({ ManageMasterUserPassword: true });

const refusalsOf = (
  overrides: Partial<ResourceChange>,
  options: Partial<Parameters<typeof judgeChanges>[1]> = {},
) =>
  judgeChanges([change(overrides)], {
    allowInstanceReplacement: false,
    template: template(),
    ...options,
  }).refusals.map(({ text }) => text);

describe('judgeChanges', () => {
  it.each([
    [
      'a replaced cluster',
      {
        action: 'replace' as const,
        replacement: 'always' as const,
        ...because('StorageEncrypted', 'always'),
      },
      'Cluster (AWS::RDS::DBCluster) would be replaced because of StorageEncrypted. A database is never replaced in place: restore it under a new name instead',
    ],
    [
      'a cluster that may turn out to be replaced',
      {
        replacement: 'conditional' as const,
        ...because('DBSubnetGroupName', 'conditional'),
      },
      'Cluster (AWS::RDS::DBCluster) may be replaced because of DBSubnetGroupName. A database is never replaced in place: restore it under a new name instead',
    ],
    [
      'a removed cluster',
      { action: 'remove' as const },
      'Cluster (AWS::RDS::DBCluster) would be removed. A database is never replaced in place: restore it under a new name instead',
    ],
    [
      'a replaced secret',
      {
        ...secret,
        action: 'replace' as const,
        replacement: 'always' as const,
        ...because('Name', 'always'),
      },
      'Secret (AWS::SecretsManager::Secret) would be replaced because of Name. A database is never replaced in place: restore it under a new name instead',
    ],
    [
      'a removed secret',
      { ...secret, action: 'remove' as const },
      'Secret (AWS::SecretsManager::Secret) would be removed. A database is never replaced in place: restore it under a new name instead',
    ],
    [
      'a new password that the cluster does not get',
      { ...secret, ...because('GenerateSecretString', 'never') },
      'Secret (AWS::SecretsManager::Secret) would get a new password through GenerateSecretString, but the cluster would keep its old one. Rotate the secret instead',
    ],
    [
      'a replaced instance',
      {
        ...instance,
        action: 'replace' as const,
        replacement: 'always' as const,
        ...because('AvailabilityZone', 'always'),
      },
      'Writer (AWS::RDS::DBInstance) would be replaced because of AvailabilityZone, which interrupts connections. To allow it, set allowInstanceReplacement to true',
    ],
  ])('refuses %s', (_, overrides, refusal) => {
    expect(refusalsOf(overrides)).toEqual([refusal]);
  });

  it.each([
    [
      'a change of capacity',
      because('ServerlessV2ScalingConfiguration', 'never'),
    ],
    ['a new cluster', { action: 'add' as const }],
    [
      'a reader that is no longer wanted',
      { ...instance, action: 'remove' as const },
    ],
    [
      'a replaced parameter group',
      {
        resource: 'Parameters',
        type: 'AWS::RDS::DBClusterParameterGroup',
        action: 'replace' as const,
        replacement: 'always' as const,
      },
    ],
    ['new tags of the secret', { ...secret, ...because('Tags', 'never') }],
  ])('accepts %s', (_, overrides) => {
    expect(refusalsOf(overrides)).toEqual([]);
  });

  describe('the secret without a password', () => {
    const connection = { ...secret, resource: 'ConnectionSecret' };

    it.each([
      ['be added', { action: 'add' as const }],
      ['name another address', because('SecretString', 'never')],
      [
        'be replaced',
        {
          action: 'replace' as const,
          replacement: 'always' as const,
          ...because('Name', 'always'),
        },
      ],
    ])('may %s', (_, overrides) => {
      expect(refusalsOf({ ...connection, ...overrides })).toEqual([]);
    });

    it('cannot take the place of the master secret', () => {
      expect(
        refusalsOf({
          ...connection,
          properties: [
            { name: 'SecretString', replacement: 'never' },
            { name: 'GenerateSecretString', replacement: 'never' },
          ],
        }),
      ).toEqual([
        expect.stringContaining(
          'would get a new password through SecretString',
        ),
      ]);
    });
  });

  describe('if RDS makes the password from now on', () => {
    it('accepts the removal of the master secret', () => {
      expect(
        refusalsOf({ ...secret, action: 'remove' }, { template: managed }),
      ).toEqual([]);
    });

    it('still refuses to remove or replace the cluster', () => {
      expect(
        refusalsOf({ action: 'remove' }, { template: managed }),
      ).toHaveLength(1);
      expect(
        refusalsOf({ replacement: 'conditional' }, { template: managed }),
      ).toHaveLength(1);
    });

    it('still refuses another password of a remaining secret', () => {
      expect(
        refusalsOf(
          { ...secret, ...because('GenerateSecretString', 'never') },
          { template: managed },
        ),
      ).toHaveLength(1);
    });
  });

  it('accepts a return to a secret of the stack', () => {
    expect(
      judgeChanges(
        [
          change({ ...secret, action: 'add' }),
          change({
            properties: [
              { name: 'ManageMasterUserPassword', replacement: 'never' },
              { name: 'MasterUserPassword', replacement: 'never' },
            ],
          }),
        ],
        { allowInstanceReplacement: false, template: template() },
      ).refusals,
    ).toEqual([]);
  });

  it('allows the replacement of instances on request, but never of the cluster', () => {
    const replaced = {
      action: 'replace' as const,
      replacement: 'always' as const,
    };
    const options = { allowInstanceReplacement: true };
    expect(refusalsOf({ ...instance, ...replaced }, options)).toEqual([]);
    expect(refusalsOf(replaced, options)).toHaveLength(1);
  });

  it('shows every change, and marks refused ones', () => {
    expect(
      judgeChanges(
        [
          change(because('Port', 'never')),
          change({ ...secret, action: 'remove' }),
        ],
        { allowInstanceReplacement: false, template: template() },
      ).changes,
    ).toEqual([
      {
        action: 'modify',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        properties: ['Port'],
        allowed: true,
      },
      {
        action: 'remove',
        resource: 'Secret',
        type: 'AWS::SecretsManager::Secret',
        properties: [],
        allowed: false,
      },
    ]);
  });
});
