import type {
  DeployRequest,
  Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { DeployGuard } from './DeployGuard';
import type { DeployPlanner } from './DeployPlanner';
import { requesterOf } from './requesterOf';

/** Plans deploys for callers that are allowed to deploy. */
export class AuroraPlanService {
  readonly #guard: DeployGuard;
  readonly #planner: DeployPlanner;

  constructor(guard: DeployGuard, planner: DeployPlanner) {
    this.#guard = guard;
    this.#planner = planner;
  }

  /** Throws as {@link DeployGuard.require} and {@link DeployPlanner.plan} do. */
  async plan(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<Plan> {
    await this.#guard.require(request, credentials);
    return this.#planner.plan(request, requesterOf(credentials));
  }
}
