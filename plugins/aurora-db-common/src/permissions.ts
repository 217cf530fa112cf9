import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of catalog entities, e.g. for the rule `isEntityOwner`. The resourceRef is the
 * entityRef.
 */
const catalogEntity = 'catalog-entity';

/**
 * Resource type of an environment, for {@link auroraDbEnvironmentPermissions}. The resourceRef is
 * the environment's name.
 *
 * @public
 */
export const RESOURCE_TYPE_AURORA_DB_ENVIRONMENT = 'aurora-db-environment';

/** View a database: card, health, snapshots, operations. @public */
export const auroraDbClusterReadPermission = createPermission({
  name: 'aurora-db.cluster.read',
  attributes: { action: 'read' },
  resourceType: catalogEntity,
});

/** Deploy over an existing database. @public */
export const auroraDbClusterUpdatePermission = createPermission({
  name: 'aurora-db.cluster.update',
  attributes: { action: 'update' },
  resourceType: catalogEntity,
});

/** Delete a database. @public */
export const auroraDbClusterDeletePermission = createPermission({
  name: 'aurora-db.cluster.delete',
  attributes: { action: 'delete' },
  resourceType: catalogEntity,
});

/** Take a snapshot. @public */
export const auroraDbSnapshotCreatePermission = createPermission({
  name: 'aurora-db.snapshot.create',
  attributes: { action: 'create' },
  resourceType: catalogEntity,
});

/** Delete a manual snapshot. @public */
export const auroraDbSnapshotDeletePermission = createPermission({
  name: 'aurora-db.snapshot.delete',
  attributes: { action: 'delete' },
  resourceType: catalogEntity,
});

/** Restore a database under a new name. @public */
export const auroraDbRestoreCreatePermission = createPermission({
  name: 'aurora-db.restore.create',
  attributes: { action: 'create' },
  resourceType: catalogEntity,
});

/** Ask whether a release may proceed. @public */
export const auroraDbReleaseGateReadPermission = createPermission({
  name: 'aurora-db.release-gate.read',
  attributes: { action: 'read' },
  resourceType: catalogEntity,
});

/** View the load of a database and its statements without values. @public */
export const auroraDbInsightsReadPermission = createPermission({
  name: 'aurora-db.insights.read',
  attributes: { action: 'read' },
  resourceType: catalogEntity,
});

/** View the log of a database and its statements with values. They contain data. @public */
export const auroraDbLogReadPermission = createPermission({
  name: 'aurora-db.log.read',
  attributes: { action: 'read' },
  resourceType: catalogEntity,
});

/** Deploy into an environment. @public */
export const auroraDbEnvironmentDeployPermission = createPermission({
  name: 'aurora-db.environment.deploy',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_AURORA_DB_ENVIRONMENT,
});

/** View the readiness checks of an environment. @public */
export const auroraDbEnvironmentInspectPermission = createPermission({
  name: 'aurora-db.environment.inspect',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_AURORA_DB_ENVIRONMENT,
});

/** The permissions whose resources are environments. @public */
export const auroraDbEnvironmentPermissions = [
  auroraDbEnvironmentDeployPermission,
  auroraDbEnvironmentInspectPermission,
];

/** The permissions whose resources are catalog entities. @public */
export const auroraDbClusterPermissions = [
  auroraDbClusterReadPermission,
  auroraDbClusterUpdatePermission,
  auroraDbClusterDeletePermission,
  auroraDbSnapshotCreatePermission,
  auroraDbSnapshotDeletePermission,
  auroraDbRestoreCreatePermission,
  auroraDbReleaseGateReadPermission,
  auroraDbInsightsReadPermission,
  auroraDbLogReadPermission,
];
