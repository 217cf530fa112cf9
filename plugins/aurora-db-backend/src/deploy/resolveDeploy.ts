import {
  type DatabaseConfig,
  type DatabaseNames,
  type DeployRequest,
  resolveDatabaseConfig,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';
import { environmentConfig } from '../config/environmentConfig';
import { newDatabaseNames } from '../database/newDatabaseNames';
import { InputError } from '../ports/errors/userErrors';

/** A request with the configuration of its environment. */
export interface ResolvedDeploy {
  request: DeployRequest;
  environment: EnvironmentConfig;
  names: DatabaseNames;
  config: DatabaseConfig;
}

/**
 * Throws an InputError if the environment is not configured, or if the request is outside its
 * bounds.
 */
export function resolveDeploy(
  config: AuroraDbConfig,
  request: DeployRequest,
): ResolvedDeploy {
  const environment = environmentConfig(config, request.environment);
  const names = newDatabaseNames(environment, request.name);
  const resolved = resolveDatabaseConfig(
    environment.name,
    environment.config,
    request,
  );
  if (resolved.outcome === 'refused') {
    throw new InputError(...resolved.reasons);
  }
  return {
    request,
    environment,
    names,
    config: resolved.config,
  };
}
