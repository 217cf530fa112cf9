import { z } from 'zod';
import { inputTexts } from '../inputTexts';

/**
 * The providers that the template publishes to, by their names in Backstage's `integrations`.
 *
 * @public
 */
export const repositoryProviders = ['github', 'gitlab', 'gitea'] as const;

/** One of {@link repositoryProviders}. @public */
export type RepositoryProvider = (typeof repositoryProviders)[number];

/** The part of Backstage's configuration API that reads the hosts. @public */
export interface IntegrationsConfig {
  getOptionalConfigArray(
    key: string,
  ): { getOptionalString(key: string): string | undefined }[] | undefined;
}

/**
 * Returns the hosts that a portal can publish to, with their providers. These are the hosts that
 * the operators listed under `integrations`. Backstage also knows github.com and gitlab.com by
 * default, but has no token for them.
 *
 * @public
 */
export function repositoryHosts(
  config: IntegrationsConfig,
): Map<string, RepositoryProvider> {
  return new Map(
    repositoryProviders.flatMap(provider =>
      (config.getOptionalConfigArray(`integrations.${provider}`) ?? []).map(
        entry =>
          [
            entry.getOptionalString('host') ?? `${provider}.com`,
            provider,
          ] as const,
      ),
    ),
  );
}

const part = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/,
    inputTexts['input.repositoryPart'],
  );

/** The parts of a repository's place. @public */
export const repositoryPlaceSchema = z.object({
  host: z.string().min(1),
  owner: part,
  repo: part.refine(
    name => !name.includes('/'),
    inputTexts['input.repositoryName'],
  ),
});

/** Host, owner and name of a repository. @public */
export type RepositoryPlace = z.infer<typeof repositoryPlaceSchema>;

/** A `repoUrl` of the scaffolder, e.g. `github.com?owner=team&repo=goal-mandala-api`. @public */
export function formatRepositoryUrl({
  host,
  owner,
  repo,
}: RepositoryPlace): string {
  return `${host}?${new URLSearchParams({ owner, repo })}`;
}

/**
 * Returns the parts of a `repoUrl`. Missing parts are empty, so that a form can ask for them.
 *
 * @public
 */
export function parseRepositoryUrl(repoUrl: string): RepositoryPlace {
  const [host = '', query] = repoUrl.split('?');
  const parameters = new URLSearchParams(query);
  return {
    host,
    owner: parameters.get('owner') ?? '',
    repo: parameters.get('repo') ?? '',
  };
}
