import { deletionTemplate } from './deletionTemplate';

const secretType = 'AWS::SecretsManager::Secret';

const deployed = ({ managed }: { managed: boolean }, policy: string) =>
  JSON.stringify({
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy: policy,
        Properties: managed ? { ManageMasterUserPassword: true } : {},
      },
      ConnectionSecret: {
        Type: secretType,
        DeletionPolicy: 'Delete',
        Properties: { SecretString: '{"engine":"postgres"}' },
      },
      ...(!managed && {
        Secret: {
          Type: secretType,
          DeletionPolicy:
            policy === 'Snapshot' ? 'RetainExceptOnCreate' : policy,
          Properties: { GenerateSecretString: {} },
        },
      }),
    },
  });

const policiesOf = (template: string) =>
  Object.fromEntries(
    Object.entries<{ DeletionPolicy: string }>(
      JSON.parse(template).Resources,
    ).map(([id, { DeletionPolicy }]) => [id, DeletionPolicy]),
  );

describe('deletionTemplate', () => {
  it('keeps a final snapshot and its master secret, but not the connection secret', () => {
    const { template, changes, notes } = deletionTemplate(
      deployed({ managed: false }, 'Delete'),
      { finalSnapshot: true },
    );
    expect(policiesOf(template)).toEqual({
      Cluster: 'Snapshot',
      Secret: 'RetainExceptOnCreate',
      ConnectionSecret: 'Delete',
    });
    expect(changes).toEqual([
      'deletion policy of Cluster: Delete → Snapshot',
      'deletion policy of Secret: Delete → RetainExceptOnCreate',
    ]);
    expect(notes).toEqual([]);
  });

  it('keeps nothing if the request asks for no snapshot', () => {
    const { template } = deletionTemplate(
      deployed({ managed: false }, 'Snapshot'),
      { finalSnapshot: false },
    );
    expect(policiesOf(template)).toEqual({
      Cluster: 'Delete',
      Secret: 'Delete',
      ConnectionSecret: 'Delete',
    });
  });

  it('explains the password of a restore if RDS manages the password', () => {
    const { template, changes, notes } = deletionTemplate(
      deployed({ managed: true }, 'Snapshot'),
      { finalSnapshot: true },
    );
    expect(policiesOf(template)).toEqual({
      Cluster: 'Snapshot',
      ConnectionSecret: 'Delete',
    });
    expect(changes).toEqual([]);
    expect(notes).toEqual([
      'RDS deletes the master password that it manages with the cluster. A restore of the final snapshot sets a new password',
    ]);
  });

  it('says nothing about a managed password if the request asks for no snapshot', () => {
    expect(
      deletionTemplate(deployed({ managed: true }, 'Snapshot'), {
        finalSnapshot: false,
      }).notes,
    ).toEqual([]);
  });
});
