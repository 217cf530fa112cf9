import { toResourceChange } from './toResourceChange';

describe('toResourceChange', () => {
  it('names the property that replaces a resource', () => {
    expect(
      toResourceChange({
        Action: 'Modify',
        LogicalResourceId: 'Cluster',
        ResourceType: 'AWS::RDS::DBCluster',
        Replacement: 'True',
        Details: [
          {
            Target: {
              Attribute: 'Properties',
              Name: 'StorageEncrypted',
              RequiresRecreation: 'Always',
            },
            Evaluation: 'Static',
          },
          {
            Target: { Attribute: 'Tags', RequiresRecreation: 'Never' },
            Evaluation: 'Static',
          },
        ],
      }),
    ).toEqual({
      action: 'replace',
      resource: 'Cluster',
      type: 'AWS::RDS::DBCluster',
      replacement: 'always',
      properties: [
        { name: 'StorageEncrypted', replacement: 'always' },
        { name: 'Tags', replacement: 'never' },
      ],
    });
  });

  it('treats values that are known only during the deployment as conditional', () => {
    expect(
      toResourceChange({
        Action: 'Modify',
        Replacement: 'Conditional',
        Details: [
          {
            Target: {
              Attribute: 'Properties',
              Name: 'DBSubnetGroupName',
              RequiresRecreation: 'Always',
            },
            Evaluation: 'Dynamic',
          },
        ],
      }),
    ).toMatchObject({
      action: 'modify',
      replacement: 'conditional',
      properties: [{ name: 'DBSubnetGroupName', replacement: 'conditional' }],
    });
  });

  it.each([
    ['Add', 'add'],
    ['Remove', 'remove'],
    ['Import', 'add'],
    ['Modify', 'modify'],
  ] as const)('converts %s to %s', (Action, action) => {
    expect(toResourceChange({ Action })).toMatchObject({ action });
  });
});
