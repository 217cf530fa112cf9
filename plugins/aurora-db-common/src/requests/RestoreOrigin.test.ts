import { restoreOriginSchema } from './RestoreOrigin';

const base = {
  entityRef: 'resource:default/goal-mandala-prd',
  databaseName: 'goalmandalamain',
};

describe('restoreOriginSchema', () => {
  it('accepts a time unchanged, and then omits the engine version from the template', () => {
    const from = {
      sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      to: { restoreToTime: '2026-11-25T08:00:00.250Z' },
    };
    expect(restoreOriginSchema.parse({ ...base, from })).toEqual({
      ...base,
      from: { ...from, namesEngineVersion: false },
    });
  });

  it.each([
    [{ snapshotIdentifier: 'a', storageEncrypted: false }],
    [{ snapshotIdentifier: 'a', sourceClusterIdentifier: 'b' }],
    [{ sourceClusterIdentifier: 'b', to: { restoreToTime: 'yesterday' } }],
    [{ sourceClusterIdentifier: 'b' }],
  ])('refuses %j', from => {
    expect(restoreOriginSchema.safeParse({ ...base, from }).success).toBe(
      false,
    );
  });
});
