import { compareVersions } from '../../postgres/compareVersions';
import { invalidCombination } from '../rdsFaults';

/** Whether an upgrade is possible. Data of another major version would need a conversion. */
export function isUpgrade(present: string, wanted: string): boolean {
  return (
    compareVersions(wanted, present) > 0 &&
    wanted.split('.')[0] === present.split('.')[0]
  );
}

/**
 * The version to create: the newest of a major version, or exactly the given one. The default is
 * the newest of the oldest major version, so that the installation of another one changes nothing.
 */
export function chooseEngineVersion(
  asked: string | undefined,
  offered: readonly string[],
): string {
  const sorted = [...offered].sort(compareVersions);
  const wanted = asked ?? sorted[0]?.split('.')[0];
  const newest = sorted
    .filter(version => version === wanted || version.startsWith(`${wanted}.`))
    .at(-1);
  if (newest === undefined) {
    throw invalidCombination(
      `Cannot find version ${asked} for aurora-postgresql`,
    );
  }
  return newest;
}

/** Throws RDS's error for a version that is neither the present one nor an upgrade on offer. */
export function checkUpgrade(
  present: string,
  wanted: string,
  offered: readonly string[],
): void {
  if (compareVersions(wanted, present) < 0) {
    throw invalidCombination(
      `Cannot upgrade aurora-postgresql from ${present} to ${wanted}`,
    );
  }
  const isPossible = wanted === present || isUpgrade(present, wanted);
  if (!isPossible || !offered.includes(wanted)) {
    throw invalidCombination(
      `Cannot find upgrade target from ${present} with requested version ${wanted}.`,
    );
  }
}
