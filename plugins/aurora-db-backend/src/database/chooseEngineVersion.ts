import {
  compareEngineVersions,
  createMessage,
  isExactEngineVersion,
  isSupportedEngineVersion,
  type Message,
  type MessageCode,
  type MessageParams,
  supportedEngineRange,
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
  /** Capacities in ACU. */
  capacity: { minCapacity: number; maxCapacity: number };
}

/** An exact version, or the reason why no version is possible. */
export type ChosenEngineVersion =
  | { outcome: 'chosen'; version: string; warnings: Message[] }
  | { outcome: 'refused'; reason: Message };

const majorOf = (version: string) => version.split('.')[0];

/**
 * Chooses the engine version of a database. A new database gets the newest version that the region
 * can create of the major version, or the pinned version. An existing database keeps its version
 * unless the request names a newer exact version of the same major version. See docs/decisions.md,
 * "Engine versions".
 *
 * @param readCreatable - reads the versions of a major version; called only if the answer matters
 */
export async function chooseEngineVersion(
  question: EngineVersionQuestion,
  readCreatable: (wanted: string) => Promise<CreatableEngineVersion[]>,
): Promise<ChosenEngineVersion> {
  const { requested, configured, live, region } = question;
  const wanted = requested ?? configured;
  if (!isSupportedEngineVersion(wanted)) {
    return refuse('deploy.engineUnsupported', {
      wanted,
      ...supportedEngineRange,
    });
  }
  if (live) {
    const isOtherMajor = majorOf(wanted) !== majorOf(live);
    if (
      !isOtherMajor &&
      (!isExactEngineVersion(wanted) ||
        compareEngineVersions(wanted, live) === 0)
    ) {
      return { outcome: 'chosen', version: live, warnings: [] };
    }
    if (!requested) {
      const sticky = createMessage(
        isOtherMajor ? 'plan.engineMajorKept' : 'plan.engineVersionSticky',
        { live, wanted },
      );
      return { outcome: 'chosen', version: live, warnings: [sticky] };
    }
    if (compareEngineVersions(wanted, live) < 0) {
      return refuse('deploy.engineDowngrade', { live, wanted });
    }
    if (isOtherMajor) {
      return refuse('deploy.engineMajorUpgrade', { live, wanted });
    }
  }
  const creatable = (await readCreatable(wanted))
    .filter(({ version }) => isSupportedEngineVersion(version))
    .sort((one, other) => compareEngineVersions(one.version, other.version));
  const offered =
    creatable.map(({ version }) => version).join(', ') ||
    createMessage('deploy.engineNoneOffered', {
      least: supportedEngineRange.least,
    });
  const candidates = creatable.filter(({ version }) =>
    isExactEngineVersion(wanted)
      ? version === wanted
      : version.startsWith(`${wanted}.`),
  );
  const newest = candidates.at(-1);
  if (!newest) {
    return refuse('deploy.engineNotOffered', { region, wanted, offered });
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
    return refuse('deploy.engineCapacity', {
      version: newest.version,
      region,
      least: String(newest.capacity?.min),
      most: String(newest.capacity?.max),
      minCapacity,
      maxCapacity,
    });
  }
  return { outcome: 'chosen', version: chosen.version, warnings: [] };
}

function refuse(code: MessageCode, params: MessageParams): ChosenEngineVersion {
  return { outcome: 'refused', reason: createMessage(code, params) };
}
