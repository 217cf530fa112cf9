import {
  compareEngineVersions,
  createMessage,
  isExactEngineVersion,
  isSupportedEngineVersion,
  leastEngineVersions,
  type Message,
  supportedEngineVersions,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { CreatableEngineVersion } from '../ports/EngineVersionReader';

/** The inputs of the choice. */
export interface EngineVersionQuestion {
  /** The version that the user requests, if any. */
  requested?: string;
  /** The version in app-config. */
  configured: string;
  /** The version of the cluster, if it exists. */
  live?: string;
  /** The region, for messages. */
  region: string;
  /** In ACU. */
  capacity: { minCapacity: number; maxCapacity: number };
}

/** An exact version, or a sentence that says why there is none. */
export type ChosenEngineVersion =
  | { outcome: 'chosen'; version: string; warnings: Message[] }
  | { outcome: 'refused'; reason: string };

/**
 * Chooses the engine version of a database. A new database gets the newest version that the region
 * can create of the major version, or the pinned version. An existing database keeps its version
 * unless the request names a newer exact version. See docs/decisions.md, "Engine versions".
 *
 * @param readCreatable - called only if the answer matters
 */
export async function chooseEngineVersion(
  question: EngineVersionQuestion,
  readCreatable: () => Promise<CreatableEngineVersion[]>,
): Promise<ChosenEngineVersion> {
  const { requested, configured, live, region } = question;
  const wanted = requested ?? configured;
  if (!isSupportedEngineVersion(wanted)) {
    return refuse(
      `The engine version ${wanted} is not supported: choose ${supportedEngineVersions}`,
    );
  }
  if (live) {
    if (
      !isExactEngineVersion(wanted) ||
      compareEngineVersions(wanted, live) === 0
    ) {
      return { outcome: 'chosen', version: live, warnings: [] };
    }
    if (!requested) {
      const sticky = createMessage('plan.engineVersionSticky', {
        live,
        wanted,
      });
      return { outcome: 'chosen', version: live, warnings: [sticky] };
    }
    if (compareEngineVersions(wanted, live) < 0) {
      return refuse(
        `The database runs ${live}: Aurora can't go back to ${wanted}; leave engineVersion out, or restore a snapshot that has ${wanted} under a new name`,
      );
    }
  }
  const creatable = (await readCreatable())
    .filter(({ version }) => isSupportedEngineVersion(version))
    .sort((one, other) => compareEngineVersions(one.version, other.version));
  const offered =
    creatable.map(({ version }) => version).join(', ') ||
    `none of ${leastEngineVersions}`;
  const candidates = creatable.filter(({ version }) =>
    isExactEngineVersion(wanted)
      ? version === wanted
      : version.startsWith(`${wanted}.`),
  );
  if (candidates.length === 0) {
    return refuse(
      `${region} can't create Aurora PostgreSQL ${wanted} as serverless; it offers ${offered}`,
    );
  }
  const { minCapacity, maxCapacity } = question.capacity;
  const chosen = candidates
    .filter(
      ({ capacity }) =>
        !capacity ||
        (minCapacity >= capacity.min && maxCapacity <= capacity.max),
    )
    .at(-1);
  if (!chosen) {
    const last = candidates.at(-1);
    return refuse(
      `Aurora PostgreSQL ${last?.version} in ${region} runs with ${last?.capacity?.min} to ${last?.capacity?.max} ACU, not with ${minCapacity} to ${maxCapacity}`,
    );
  }
  return { outcome: 'chosen', version: chosen.version, warnings: [] };
}

function refuse(reason: string): ChosenEngineVersion {
  return { outcome: 'refused', reason };
}
