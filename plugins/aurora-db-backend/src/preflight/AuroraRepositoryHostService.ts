import {
  createMessage,
  type Message,
  repositoryHosts,
  type RepositoryHost,
  type RepositoryProvider,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  BackstageCredentials,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { RepositoryReader } from '../ports/RepositoryReader';

/** Finds out to which hosts the portal can publish, without a call to any host. */
export class AuroraRepositoryHostService {
  readonly #hosts: ReadonlyMap<string, RepositoryProvider>;
  readonly #repositories: Pick<RepositoryReader, 'hasCredentials'>;
  readonly #scaffolder: Pick<ScaffolderService, 'listActions'>;
  readonly #logger: LoggerService;

  constructor(options: {
    config: RootConfigService;
    repositories: Pick<RepositoryReader, 'hasCredentials'>;
    scaffolder: Pick<ScaffolderService, 'listActions'>;
    logger: LoggerService;
  }) {
    this.#hosts = repositoryHosts(options.config);
    this.#repositories = options.repositories;
    this.#scaffolder = options.scaffolder;
    this.#logger = options.logger;
  }

  /** Returns the hosts of the configuration, each with the problem that prevents publishing. */
  async list(credentials: BackstageCredentials): Promise<RepositoryHost[]> {
    if (this.#hosts.size === 0) {
      return [];
    }
    const installed = await this.#installedActions(credentials);
    return [...this.#hosts].map(([host, provider]) => {
      const problem = this.#problemOf(host, provider, installed);
      return { host, provider, ...(problem && { problem }) };
    });
  }

  #problemOf(
    host: string,
    provider: RepositoryProvider,
    installed: ReadonlySet<string> | undefined,
  ): Message | undefined {
    if (!this.#repositories.hasCredentials(provider, host)) {
      return createMessage('error.repositoryNoCredentials', { host, provider });
    }
    return installed && !installed.has(publishActionOf(provider).action)
      ? createMessage('error.repositoryNoAction', {
          host,
          ...publishActionOf(provider),
        })
      : undefined;
  }

  /** Undefined if the scaffolder does not answer. The task checks the action again. */
  async #installedActions(
    credentials: BackstageCredentials,
  ): Promise<ReadonlySet<string> | undefined> {
    try {
      const actions = await this.#scaffolder.listActions({}, { credentials });
      return new Set(actions.map(({ id }) => id));
    } catch (error) {
      this.#logger.warn(
        `The form offers hosts without a check of their publish actions, because the scaffolder did not list its actions: ${error instanceof Error ? error.message : error}`,
      );
      return undefined;
    }
  }
}

/** Returns the action that publishes to a provider, and the package that has it. */
export function publishActionOf(provider: RepositoryProvider): {
  action: string;
  package: string;
} {
  return {
    action: `publish:${provider}`,
    package: `@backstage/plugin-scaffolder-backend-module-${provider}`,
  };
}
