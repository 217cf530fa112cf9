import { z } from 'zod';
import { defaultAcuPrice } from './defaultAcuPrice';
import type { DatabaseConfig } from './config/DatabaseConfig';
import { environmentNameExpected } from './environmentNameExpected';

const shortNameExpected =
  'expected at most 16 lower-case letters, digits and single hyphens, starting with a letter';

/**
 * The profiles of environments, in the order of promotion. A profile has the defaults of an
 * environment. An environment with the name of a profile has this profile.
 *
 * @public
 */
export const environmentProfiles = ['local', 'dev', 'stg', 'prod'] as const;

/** Schema of {@link EnvironmentProfile}. @public */
export const environmentProfileSchema = z.enum(environmentProfiles);

/** The name of a profile. @public */
export type EnvironmentProfile = z.infer<typeof environmentProfileSchema>;

/** Schema of the name of an environment: a key of `auroraDb.environments`. @public */
export const environmentNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,15}$/, environmentNameExpected);

/**
 * Schema of the short name of an environment, which the identifiers of AWS resources and entities
 * contain: lower-case words joined by single hyphens.
 *
 * @public
 */
export const environmentShortNameSchema = z
  .string(shortNameExpected)
  .max(16, shortNameExpected)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, shortNameExpected);

/** The short name of an environment whose configuration has none. @public */
export function defaultShortName(environment: string): string {
  return environment === 'prod' ? 'prd' : environment;
}

/**
 * Default configuration of the environments of each profile. Source: docs/decisions.md, "Environments".
 *
 * @public
 */
export const environmentDefaults: Readonly<
  Record<EnvironmentProfile, DatabaseConfig>
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

/** Default treatment of the environments of each profile. @public */
export const environmentTreatments: Readonly<
  Record<EnvironmentProfile, EnvironmentTreatment>
> = {
  local: { snapshotBeforeChange: false, acuHour: defaultAcuPrice },
  dev: { snapshotBeforeChange: false, acuHour: defaultAcuPrice },
  stg: { snapshotBeforeChange: true, acuHour: defaultAcuPrice },
  prod: { snapshotBeforeChange: true, acuHour: defaultAcuPrice },
};
