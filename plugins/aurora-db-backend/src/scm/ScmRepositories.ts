import type {
  RepositoryPlace,
  RepositoryProvider,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import type { RepositoryReader } from '../ports/RepositoryReader';

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

/** Calls the REST APIs of the hosts with the credentials of the portal's integrations. */
export class ScmRepositories implements RepositoryReader {
  readonly #integrations: ScmIntegrations;

  constructor(config: Config) {
    this.#integrations = ScmIntegrations.fromConfig(config);
  }

  async find(
    provider: RepositoryProvider,
    place: RepositoryPlace,
  ): Promise<{ url: string; exists: boolean }> {
    const { host, owner, repo } = place;
    const advice = `The portal's operators look at integrations.${provider} in app-config, whose credentials must be allowed to create repositories of ${owner}. Without a repository, the template creates only the database`;
    const refusal = (reason: string, cause?: unknown) =>
      new ServiceUnavailableError(
        `The portal can't look for ${owner}/${repo} at ${host}: ${reason}. ${advice}`,
        cause,
      );

    const api = await apis[provider](this.#integrations, place).catch(error => {
      throw refusal(error instanceof Error ? error.message : `${error}`, error);
    });
    const { webUrl, apiUrl, headers } = api;
    if (!webUrl || !apiUrl) {
      throw refusal('its integration has no address of the API (apiBaseUrl)');
    }
    if (Object.keys(headers).length === 0) {
      throw new InputError(
        `The portal has no credentials for ${host}, so it can't publish there. ${advice}`,
      );
    }
    const has = async (path: string) => {
      const response = await fetch(`${apiUrl}${path}`, {
        headers,
        signal: AbortSignal.timeout(timeoutMs),
      }).catch(error => {
        throw refusal('it gives no answer', error);
      });
      await response.body?.cancel();
      if (!response.ok && response.status !== 404) {
        throw refusal(`it answered ${response.status} to GET ${path}`);
      }
      return response.ok;
    };

    const exists = await has(api.repository);
    if (!exists && !(await has(api.owner))) {
      throw new InputError(
        `${host} has no ${provider === 'gitea' ? 'organization' : 'owner'} ${owner}, or not for the portal. Choose another owner. ${advice}`,
      );
    }
    return { url: `${webUrl}/${owner}/${repo}`, exists };
  }
}
