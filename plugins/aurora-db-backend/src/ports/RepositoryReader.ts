import type {
  RepositoryPlace,
  RepositoryProvider,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Reads from the hosts of repositories. */
export interface RepositoryReader {
  /** Whether the configuration has credentials for the host. Calls no API. */
  hasCredentials(provider: RepositoryProvider, host: string): boolean;

  /**
   * Looks up a repository, and its owner if the repository does not exist.
   *
   * Throws an InputError if the host has no such owner or the portal has no credentials to publish
   * with. Throws a ServiceUnavailableError if the host refuses the credentials or does not answer.
   *
   * @returns the repository's page, and whether the repository exists
   */
  find(
    provider: RepositoryProvider,
    place: RepositoryPlace,
  ): Promise<{ url: string; exists: boolean }>;
}
