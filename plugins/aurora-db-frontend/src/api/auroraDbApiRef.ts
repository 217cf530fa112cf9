import type {
  Cluster,
  EnvironmentInfo,
  Health,
  HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

/** What every call of {@link AuroraDbApi} takes. @public */
export interface AuroraDbRequestOptions {
  /** Ends the request; the promise then rejects with an `AbortError`. */
  signal?: AbortSignal;
}

/**
 * The backend's REST interface, as far as the frontend uses it. Every call rejects with a `ResponseError` of `@backstage/errors`
 * where the backend refuses (403, 404, 503 …), and with an `Error` where its answer has an unexpected shape.
 *
 * @public
 */
export interface AuroraDbApi {
  /** The environments that this portal has configured. */
  getEnvironments(options?: AuroraDbRequestOptions): Promise<EnvironmentInfo[]>;
  /** @param entityRef - of the database, e.g. `resource:default/goal-mandala-prd` */
  getCluster(
    entityRef: string,
    options?: AuroraDbRequestOptions,
  ): Promise<Cluster>;
  /** @param entityRef - of the database */
  getHealth(
    entityRef: string,
    range: HealthRange,
    options?: AuroraDbRequestOptions,
  ): Promise<Health>;
}

/** @public */
export const auroraDbApiRef = createApiRef<AuroraDbApi>({
  id: 'plugin.aurora-db.service',
});
