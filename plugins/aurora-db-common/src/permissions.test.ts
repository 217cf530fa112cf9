import {
  auroraDbClusterPermissions,
  auroraDbEnvironmentPermissions,
} from './permissions';

describe('permissions', () => {
  it('have the names that policies and documentation refer to', () => {
    expect(
      auroraDbClusterPermissions.map(permission => permission.name),
    ).toEqual([
      'aurora-db.cluster.read',
      'aurora-db.cluster.update',
      'aurora-db.cluster.delete',
      'aurora-db.snapshot.create',
      'aurora-db.snapshot.delete',
      'aurora-db.restore.create',
      'aurora-db.release-gate.read',
      'aurora-db.insights.read',
      'aurora-db.log.read',
    ]);
    expect(
      auroraDbEnvironmentPermissions.map(permission => permission.name),
    ).toEqual([
      'aurora-db.environment.deploy',
      'aurora-db.environment.inspect',
    ]);
  });

  it('use the catalog entity, so that policies can use isEntityOwner', () => {
    expect(
      new Set(
        auroraDbClusterPermissions.map(permission => permission.resourceType),
      ),
    ).toEqual(new Set(['catalog-entity']));
  });
});
