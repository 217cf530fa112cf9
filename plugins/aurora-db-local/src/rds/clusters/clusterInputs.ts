import { z } from 'zod';
import { ignored, rejected } from '../../service/inputHandling';
import { booleanInput, listInput, timestampInput } from '../../service/inputs';
import { engineNames } from '../engine/engineNames';
import { identifierInput } from '../identifierInput';
import { invalidValue } from '../rdsFaults';
import { filtersOf, pageInput } from '../listing';
import {
  clusterSettings,
  createdOnly,
  createdOrModified,
  modifiedOnly,
  newClusterMembers,
  restoredOnly,
  roleMembers,
} from './clusterMembers';
import { maintenanceWindow } from './windows';

const preferredMaintenanceWindow = z
  .string()
  .transform(maintenanceWindow)
  .optional();
const databaseName = z.string().transform(name => {
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(name)) {
    throw invalidValue(
      'DatabaseName must begin with a letter and contain only alphanumeric characters.',
    );
  }
  if (/^(rdsadmin|template[01])$/i.test(name)) {
    throw invalidValue(
      `DatabaseName ${name} cannot be used as it is a reserved word used by the engine`,
    );
  }
  return name;
});
const logTypes = listInput(z.string()).default([]);
const one = z.strictObject({ DBClusterIdentifier: z.string() });

export const clusterInputs = {
  CreateDBCluster: z.strictObject({
    ...clusterSettings,
    ...newClusterMembers,
    ...createdOrModified,
    ...createdOnly,
    DatabaseName: databaseName.optional(),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    MasterUsername: z
      .string()
      .transform(name => {
        if (/^(rds.*|pg_.*|admin|public|none)$/i.test(name)) {
          throw invalidValue(
            `MasterUsername ${name} cannot be used as it is a reserved word used by the engine`,
          );
        }
        if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(name)) {
          throw invalidValue(
            'The parameter MasterUsername is not a valid identifier. Must begin with a letter and contain 1 to 63 letters, digits or underscores.',
          );
        }
        return name;
      })
      .optional(),
    PreferredMaintenanceWindow: preferredMaintenanceWindow,
  }),
  RestoreDBClusterFromSnapshot: z.strictObject({
    ...clusterSettings,
    ...newClusterMembers,
    ...restoredOnly,
    AvailabilityZones: listInput(z.string()).optional(),
    DatabaseName: databaseName.optional(),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    SnapshotIdentifier: z.string(),
  }),
  RestoreDBClusterToPointInTime: z.strictObject({
    ...clusterSettings,
    ...newClusterMembers,
    ...restoredOnly,
    RestoreToTime: timestampInput.optional(),
    RestoreType: z.string().default('full-copy'),
    SourceDBClusterIdentifier: z.string().optional(),
    SourceDbClusterResourceId: z.string().optional(),
    UseLatestRestorableTime: booleanInput.default(false),
  }),
  ModifyDBCluster: z.strictObject({
    ...clusterSettings,
    ...createdOrModified,
    ...modifiedOnly,
    AllowMajorVersionUpgrade: ignored(
      'Upgrades stay within a major version; others are refused.',
    ),
    ApplyImmediately: booleanInput.default(false),
    CloudwatchLogsExportConfiguration: z
      .strictObject({ EnableLogTypes: logTypes, DisableLogTypes: logTypes })
      .optional(),
    DBClusterIdentifier: z.string(),
    EngineVersion: z.string().optional(),
    NewDBClusterIdentifier: rejected('A cluster keeps its identifier.'),
    PreferredMaintenanceWindow: preferredMaintenanceWindow,
    RotateMasterUserPassword: booleanInput.default(false),
  }),
  DeleteDBCluster: z.strictObject({
    DBClusterIdentifier: z.string(),
    SkipFinalSnapshot: booleanInput.default(false),
    FinalDBSnapshotIdentifier: identifierInput(
      'FinalDBSnapshotIdentifier',
      255,
    ).optional(),
    DeleteAutomatedBackups: rejected(
      'Automated backups are deleted with their cluster: take a final snapshot.',
      ['true'],
    ),
  }),
  DescribeDBClusters: z.strictObject({
    ...pageInput,
    Filters: filtersOf({
      'clone-group-id': 'any',
      'db-cluster-id': 'any',
      'db-cluster-resource-id': 'any',
      domain: 'any',
      engine: engineNames,
    }),
    DBClusterIdentifier: z.string().optional(),
    IncludeShared: ignored('No account shares a cluster with another one.'),
  }),
  StartDBCluster: one,
  StopDBCluster: one,
  RebootDBCluster: one,
  FailoverDBCluster: one.extend({
    TargetDBInstanceIdentifier: z.string().optional(),
  }),
  AddRoleToDBCluster: one.extend(roleMembers),
  RemoveRoleFromDBCluster: one.extend(roleMembers),
};

export type CreateClusterInput = z.infer<typeof clusterInputs.CreateDBCluster>;
export type RestoreToTimeInput = z.infer<
  typeof clusterInputs.RestoreDBClusterToPointInTime
>;
export type ModifyClusterInput = z.infer<typeof clusterInputs.ModifyDBCluster>;
