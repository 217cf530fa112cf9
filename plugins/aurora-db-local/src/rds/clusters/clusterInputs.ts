import { z } from 'zod';
import {
  booleanInput,
  integerInput,
  listInput,
  numberInput,
  timestampInput,
} from '../../service/inputs';
import { identifierInput } from '../identifierInput';
import { invalidValue } from '../rdsFaults';
import { filtersInput, pageInput } from '../listing';
import { tagsInput } from '../Tag';
import { backupWindow, maintenanceWindow } from './windows';

const capacity = (name: string, least: number) =>
  numberInput.transform(value => {
    if (value < least || value > 256 || !Number.isInteger(value * 2)) {
      throw invalidValue(
        `Invalid ServerlessV2ScalingConfiguration: ${name} ${value} must be a multiple of 0.5 from ${least} to 256.`,
      );
    }
    return value;
  });

const scaling = z
  .object({
    MinCapacity: capacity('MinCapacity', 0).optional(),
    MaxCapacity: capacity('MaxCapacity', 1).optional(),
    SecondsUntilAutoPause: integerInput.optional(),
  })
  .optional();

const password = z.string().transform(value => {
  if (value.length < 8) {
    throw invalidValue(
      'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
    );
  }
  if (value.length > 128) {
    throw invalidValue(
      'The parameter MasterUserPassword is not a valid password because it is longer than 128 characters.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(value) || /["/@]/.test(value)) {
    throw invalidValue(
      `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
    );
  }
  return value;
});

const retention = integerInput.transform(days => {
  if (days < 1 || days > 35) {
    throw invalidValue(
      `Invalid backup retention period: ${days}. Must be between 1 and 35.`,
    );
  }
  return days;
});

/** Members that creation and modification share. */
const settable = {
  BackupRetentionPeriod: retention.optional(),
  CopyTagsToSnapshot: booleanInput.optional(),
  DatabaseInsightsMode: z.enum(['standard', 'advanced']).optional(),
  DBClusterParameterGroupName: z.string().optional(),
  DeletionProtection: booleanInput.optional(),
  EnableHttpEndpoint: booleanInput.optional(),
  EnableIAMDatabaseAuthentication: booleanInput.optional(),
  EnablePerformanceInsights: booleanInput.optional(),
  EngineVersion: z.string().optional(),
  MonitoringInterval: integerInput
    .pipe(z.union([0, 1, 5, 10, 15, 30, 60].map(seconds => z.literal(seconds))))
    .optional(),
  MonitoringRoleArn: z.string().optional(),
  PerformanceInsightsKMSKeyId: z.string().optional(),
  PerformanceInsightsRetentionPeriod: integerInput.optional(),
  PreferredBackupWindow: z.string().transform(backupWindow).optional(),
  PreferredMaintenanceWindow: z
    .string()
    .transform(maintenanceWindow)
    .optional(),
  ServerlessV2ScalingConfiguration: scaling,
  StorageType: z.string().optional(),
  NetworkType: z.string().optional(),
  VpcSecurityGroupIds: listInput(z.string()).optional(),
};

/** Restores do not have these, because the data contains the master user's password. */
const masterPassword = {
  ManageMasterUserPassword: booleanInput.optional(),
  MasterUserPassword: password.optional(),
  MasterUserSecretKmsKeyId: z.string().min(1).optional(),
};

const identifier = identifierInput('DBClusterIdentifier');
const strings = listInput(z.string()).default([]);

/** Members that creation and restores share. */
const makes = {
  AvailabilityZones: listInput(z.string()).optional(),
  DBClusterIdentifier: identifier,
  DBSubnetGroupName: z.string().optional(),
  EnableCloudwatchLogsExports: strings,
  KmsKeyId: z.string().optional(),
  Port: integerInput.optional(),
  Tags: tagsInput,
};

export const clusterInputs = {
  CreateDBCluster: z.object({
    ...settable,
    ...masterPassword,
    ...makes,
    DatabaseName: z
      .string()
      .transform(name => {
        if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(name)) {
          throw invalidValue(
            'DatabaseName must begin with a letter and contain only alphanumeric characters.',
          );
        }
        return name;
      })
      .optional(),
    Engine: z.string(),
    EngineMode: z.string().default('provisioned'),
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
    StorageEncrypted: booleanInput.default(false),
  }),
  RestoreDBClusterFromSnapshot: z.object({
    ...settable,
    ...makes,
    Engine: z.string(),
    EngineMode: z.string().default('provisioned'),
    SnapshotIdentifier: z.string(),
  }),
  RestoreDBClusterToPointInTime: z.object({
    ...settable,
    ...makes,
    EngineMode: z.string().default('provisioned'),
    RestoreToTime: timestampInput.optional(),
    RestoreType: z.string().default('full-copy'),
    SourceDBClusterIdentifier: z.string().optional(),
    SourceDbClusterResourceId: z.string().optional(),
    UseLatestRestorableTime: booleanInput.default(false),
  }),
  ModifyDBCluster: z.object({
    ...settable,
    ...masterPassword,
    RotateMasterUserPassword: booleanInput.default(false),
    ApplyImmediately: booleanInput.default(false),
    AllowMajorVersionUpgrade: booleanInput.default(false),
    CloudwatchLogsExportConfiguration: z
      .object({ EnableLogTypes: strings, DisableLogTypes: strings })
      .optional(),
    DBClusterIdentifier: z.string(),
    NewDBClusterIdentifier: z.string().optional(),
    Port: integerInput.optional(),
  }),
  DeleteDBCluster: z.object({
    DBClusterIdentifier: z.string(),
    SkipFinalSnapshot: booleanInput.default(false),
    FinalDBSnapshotIdentifier: identifierInput(
      'FinalDBSnapshotIdentifier',
      255,
    ).optional(),
    DeleteAutomatedBackups: booleanInput.default(true),
  }),
  DescribeDBClusters: z.object({
    ...pageInput,
    Filters: filtersInput,
    DBClusterIdentifier: z.string().optional(),
  }),
  One: z.object({ DBClusterIdentifier: z.string() }),
  FailoverDBCluster: z.object({
    DBClusterIdentifier: z.string(),
    TargetDBInstanceIdentifier: z.string().optional(),
  }),
};

export type CreateClusterInput = z.infer<typeof clusterInputs.CreateDBCluster>;
export type RestoreToTimeInput = z.infer<
  typeof clusterInputs.RestoreDBClusterToPointInTime
>;
export type ModifyClusterInput = z.infer<typeof clusterInputs.ModifyDBCluster>;
