import { z } from 'zod';
import type { DatabaseConfig } from './DatabaseConfig';

/** The four environments, in the order in which a change travels through them. @public */
export const environmentNames = ['local', 'dev', 'stg', 'prod'] as const;

/** Schema of {@link EnvironmentName}. @public */
export const environmentNameSchema = z.enum(environmentNames);

/** The name of an environment. @public */
export type EnvironmentName = z.infer<typeof environmentNameSchema>;

/** What an environment is called in identifiers of AWS resources and entities. @public */
export const environmentShortNames: Readonly<Record<EnvironmentName, string>> =
  {
    local: 'local',
    dev: 'dev',
    stg: 'stg',
    prod: 'prd',
  };

/**
 * The version that is created unless configured or asked for otherwise: the newest 15.x that the region offers as serverless.
 *
 * @public
 */
export const defaultEngineVersion = '15';

/**
 * What an offline synthesis takes for a major version such as `15`, since it calls no AWS (DESIGN.md, decision 3).
 *
 * @public
 */
export const offlineEngineVersions: Readonly<Record<string, string>> = {
  '15': '15.17',
};

/**
 * Default configuration of each environment. Source: the design's environment table (DESIGN.md, section 2).
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
