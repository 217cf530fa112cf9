import { z } from 'zod';
import type { DatabaseConfig } from './DatabaseConfig';

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
 * The engine version of a new database if neither the configuration nor the request names one: the
 * newest 15.x that the region offers as serverless.
 *
 * @public
 */
export const defaultEngineVersion = '15';

/**
 * The exact version that an offline synthesis uses for a major version such as `15`, because it
 * calls no AWS. See docs/decisions.md, "Engine versions".
 *
 * @public
 */
export const offlineEngineVersions: Readonly<Record<string, string>> = {
  '15': '15.17',
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
