import {
  repositoryHosts,
  type RepositoryProvider,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { AuroraRepositoryHostService } from '../preflight/AuroraRepositoryHostService';
import { ScmRepositories } from '../scm/ScmRepositories';

/** Gives the service of repository hosts its adapter. */
export function createRepositoryHosts({
  rootConfig: config,
  ...deps
}: {
  rootConfig: RootConfigService;
  scaffolder: Pick<ScaffolderService, 'listActions'>;
  logger: LoggerService;
}): AuroraRepositoryHostService {
  return new AuroraRepositoryHostService({
    config,
    repositories: new ScmRepositories(config),
    scaffolder: deps.scaffolder,
    logger: deps.logger,
  });
}

/** Returns the providers of the hosts for which the configuration has credentials. */
export function publishProviders(
  config: RootConfigService,
): ReadonlySet<RepositoryProvider> {
  const repositories = new ScmRepositories(config);
  return new Set(
    [...repositoryHosts(config)].flatMap(([host, provider]) =>
      repositories.hasCredentials(provider, host) ? [provider] : [],
    ),
  );
}
