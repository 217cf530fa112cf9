import {
  createMessage,
  type Message,
  type RepositoryPlace,
  type RepositoryProvider,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import type { RepositoryReader } from '../ports/RepositoryReader';
import {
  InputError,
  ServiceUnavailableError,
} from '../ports/errors/userErrors';

/** Longest wait for a host, in ms. A task and its user wait for the answer. */
const timeoutMs = 15_000;

/** A host's REST API and its paths. */
interface HostApi {
  /** Address of the host's web pages. */
  webUrl: string | undefined;
  /** Without a trailing slash. */
  apiUrl: string | undefined;
  headers: Record<string, string>;
  /** Path of a repository. */
  repository: string;
  /** Path of the owner of repositories, as the publish action uses it. */
  owner: string;
}

/**
 * The REST APIs of GitHub, GitLab and Gitea, with the paths that Backstage's publish actions use.
 */
const apis: Record<
  RepositoryProvider,
  (integrations: ScmIntegrations, place: RepositoryPlace) => Promise<HostApi>
> = {
  async github(integrations, { host, owner, repo }) {
    const path = encodeURIComponent(owner);
    const { headers = {} } =
      await DefaultGithubCredentialsProvider.fromIntegrations(
        integrations,
      ).getCredentials({ url: `https://${host}/${path}` });
    return {
      webUrl: `https://${host}`,
      apiUrl: integrations.github.byHost(host)?.config.apiBaseUrl,
      headers,
      repository: `/repos/${path}/${encodeURIComponent(repo)}`,
      owner: `/users/${path}`,
    };
  },
  async gitlab(integrations, { host, owner, repo }) {
    const config = integrations.gitlab.byHost(host)?.config;
    return {
      webUrl: config?.baseUrl,
      apiUrl: config?.apiBaseUrl,
      headers: config ? getGitLabRequestOptions(config).headers : {},
      repository: `/projects/${encodeURIComponent(`${owner}/${repo}`)}`,
      owner: `/namespaces/${encodeURIComponent(owner)}`,
    };
  },
  async gitea(integrations, { host, owner, repo }) {
    const config = integrations.gitea.byHost(host)?.config;
    const path = encodeURIComponent(owner);
    return {
      webUrl: config?.baseUrl,
      apiUrl: config?.baseUrl && `${config.baseUrl}/api/v1`,
      // Without a user, the portal can read from the host but cannot push.
      headers: config?.username
        ? (getGiteaRequestOptions(config).headers ?? {})
        : {},
      repository: `/repos/${path}/${encodeURIComponent(repo)}`,
      owner: `/orgs/${path}`,
    };
  },
};

/** Whether an integration has what the publish action of its host needs. */
const credentials: Record<
  RepositoryProvider,
  (integrations: ScmIntegrations, host: string) => boolean
> = {
  github(integrations, host) {
    const config = integrations.github.byHost(host)?.config;
    return Boolean(config?.token || config?.apps?.length);
  },
  gitlab: (integrations, host) =>
    Boolean(integrations.gitlab.byHost(host)?.config.token),
  gitea(integrations, host) {
    const config = integrations.gitea.byHost(host)?.config;
    return Boolean(config?.username && config.password);
  },
};

/** Calls the REST APIs of the hosts with the credentials of the portal's integrations. */
export class ScmRepositories implements RepositoryReader {
  readonly #integrations: ScmIntegrations;

  constructor(config: Config) {
    this.#integrations = ScmIntegrations.fromConfig(config);
  }

  hasCredentials(provider: RepositoryProvider, host: string): boolean {
    return credentials[provider](this.#integrations, host);
  }

  async find(
    provider: RepositoryProvider,
    place: RepositoryPlace,
  ): Promise<{ url: string; exists: boolean }> {
    const { host, owner, repo } = place;
    const advice = createMessage('error.repositoryAdvice', { provider, owner });
    const refusal = (problem: Message, cause?: unknown) =>
      new ServiceUnavailableError(
        createMessage('error.repositoryUnknown', {
          repository: `${owner}/${repo}`,
          host,
          problem,
          advice,
        }),
        cause,
      );

    const api = await apis[provider](this.#integrations, place).catch(error => {
      const answer = error instanceof Error ? error.message : `${error}`;
      throw refusal(
        createMessage('error.repositoryCredentials', { answer }),
        error,
      );
    });
    const { webUrl, apiUrl, headers } = api;
    if (!webUrl || !apiUrl) {
      throw refusal(createMessage('error.repositoryNoApi'));
    }
    if (Object.keys(headers).length === 0) {
      throw new InputError(
        createMessage('error.repositoryAnonymous', { host, advice }),
      );
    }
    const has = async (path: string) => {
      const response = await fetch(`${apiUrl}${path}`, {
        headers,
        signal: AbortSignal.timeout(timeoutMs),
      }).catch(error => {
        throw refusal(createMessage('error.repositorySilent'), error);
      });
      await response.body?.cancel();
      if (!response.ok && response.status !== 404) {
        throw refusal(
          createMessage('error.repositoryAnswer', {
            answer: response.status,
            path,
          }),
        );
      }
      return response.ok;
    };

    const exists = await has(api.repository);
    if (!exists && !(await has(api.owner))) {
      throw new InputError(
        createMessage(
          provider === 'gitea'
            ? 'error.repositoryOrganization'
            : 'error.repositoryOwner',
          { host, owner, advice },
        ),
      );
    }
    return { url: `${webUrl}/${owner}/${repo}`, exists };
  }
}
