import type {
  RepositoryPlace,
  RepositoryProvider,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** What is asked of the hosts of repositories. */
export interface RepositoryReader {
  /**
   * Looks for a repository, and for its owner where there is none.
   *
   * Throws an InputError where the host has no such owner, or the portal no credentials to publish with, and a ServiceUnavailableError where the
   * host refuses them or doesn't answer.
   *
   * @returns the repository's page, and whether the repository is there already
   */
  find(
    provider: RepositoryProvider,
    place: RepositoryPlace,
  ): Promise<{ url: string; exists: boolean }>;
}
