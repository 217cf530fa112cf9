import { supportedMajors } from '../../postgres/postgresPackages';
import { invalidCombination } from '../rdsFaults';

/** The family of a version's parameter groups, for example `aurora-postgresql15` of 15.17. */
export function parameterGroupFamilyOf(engineVersion: string): string {
  return `aurora-postgresql${engineVersion.split('.')[0]}`;
}

/** The families that parameter groups can have, also those of versions that are not installed. */
export const parameterGroupFamilies: readonly string[] = supportedMajors.map(
  parameterGroupFamilyOf,
);

/**
 * The families of which RDS describes parameters, also those of versions that are too old to have a
 * server here.
 */
export const describedFamilies: readonly string[] = [
  ...['11', '12', '13', '14'].map(parameterGroupFamilyOf),
  ...parameterGroupFamilies,
];

/** The parameter group of a family that every account has and that cannot be changed. */
export function defaultParameterGroupOf(family: string): string {
  return `default.${family}`;
}

/** Throws RDS's error for a parameter group of another family than the version's. */
export function checkFamily(
  { name, family }: { name: string; family: string },
  engineVersion: string,
): void {
  const needed = parameterGroupFamilyOf(engineVersion);
  if (family !== needed) {
    throw invalidCombination(
      `The Parameter Group ${name} with DBParameterGroupFamily ${family} can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily ${needed}`,
    );
  }
}
