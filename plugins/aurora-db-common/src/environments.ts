import { z } from 'zod';
import { defaultAcuPrice } from './defaultAcuPrice';
import type { DatabaseConfig } from './config/DatabaseConfig';

/** The four environments, in the order of promotion. @public */
export const environmentNames = ['local', 'dev', 'stg', 'prod'] as const;

/** Schema of {@link EnvironmentName}. @public */
export const environmentNameSchema = z.enum(environmentNames);

/** The name of an environment. @public */
export type EnvironmentName = z.infer<typeof environmentNameSchema>;

/** Short name of each environment in identifiers of AWS resources and entities. @public */
export const environmentShortNames: Readonly<Record<EnvironmentName, string>> =
  {
    local: 'local',
    dev: 'dev',
    stg: 'stg',
    prod: 'prd',
  };

/**
 * Default configuration of each environment. Source: docs/decisions.md, "Environments".
 *
 * @public
 */
export const environmentDefaults: Readonly<
  Record<EnvironmentName, DatabaseConfig>
> = {
  local: {
    minCapacity: 0.5,
    maxCapacity: 1,
    multiAz: false,
    backupRetention: 1,
    deletionProtection: false,
    performanceInsights: false,
    monitoringInterval: 0,
  },
  dev: {
    minCapacity: 0.5,
    maxCapacity: 2,
    multiAz: false,
    backupRetention: 7,
    deletionProtection: false,
    performanceInsights: true,
    monitoringInterval: 60,
  },
  stg: {
    minCapacity: 1,
    maxCapacity: 16,
    multiAz: true,
    backupRetention: 30,
    deletionProtection: true,
    performanceInsights: true,
    monitoringInterval: 60,
  },
  prod: {
    minCapacity: 1,
    maxCapacity: 16,
    multiAz: true,
    backupRetention: 30,
    deletionProtection: true,
    performanceInsights: true,
    monitoringInterval: 60,
  },
};

/**
 * The portal's treatment of an environment's databases, in addition to their {@link
 * DatabaseConfig}.
 *
 * @public
 */
export interface EnvironmentTreatment {
  /** Whether the portal takes a snapshot before it changes a database. */
  snapshotBeforeChange: boolean;
  /** Price of capacity in US dollars per ACU-hour. */
  acuHour: number;
}

/** Default treatment of each environment. @public */
export const environmentTreatments: Readonly<
  Record<EnvironmentName, EnvironmentTreatment>
> = {
  local: { snapshotBeforeChange: false, acuHour: defaultAcuPrice },
  dev: { snapshotBeforeChange: false, acuHour: defaultAcuPrice },
  stg: { snapshotBeforeChange: true, acuHour: defaultAcuPrice },
  prod: { snapshotBeforeChange: true, acuHour: defaultAcuPrice },
};
