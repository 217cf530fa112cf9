import { repositoryProviders } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** The hosts that the portal can publish to: those that its operators named under `integrations`. Backstage knows more, but has no token for them. */
export function repositoryHosts(config: ConfigApi): string[] {
  return repositoryProviders.flatMap(provider =>
    (config.getOptionalConfigArray(`integrations.${provider}`) ?? []).map(
      entry => entry.getOptionalString('host') ?? `${provider}.com`,
    ),
  );
}
