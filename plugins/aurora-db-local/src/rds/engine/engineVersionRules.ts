import { invalidCombination } from '../rdsFaults';

/** Compares versions such as `15.4` and `15.17` numerically. */
function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Whether an upgrade is possible. Data of another major version would need a conversion. */
export function isUpgrade(present: string, wanted: string): boolean {
  return (
    compareVersions(wanted, present) > 0 &&
    wanted.split('.')[0] === present.split('.')[0]
  );
}

/** The version to create: the newest of a major version, or exactly the given one. */
export function chooseEngineVersion(
  asked: string | undefined,
  offered: readonly string[],
): string {
  const candidates = offered.filter(
    version =>
      asked === undefined ||
      version === asked ||
      version.startsWith(`${asked}.`),
  );
  const [newest] = [...candidates].sort(compareVersions).reverse();
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
