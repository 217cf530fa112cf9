import { postgresVersions } from '../../postgres/postgresVersions';

/** The family of a version's parameter groups, for example `aurora-postgresql15` of 15.17. */
export function parameterGroupFamilyOf(engineVersion: string): string {
  return `aurora-postgresql${engineVersion.split('.')[0]}`;
}

/** The families that parameter groups can have. */
export const parameterGroupFamilies: readonly string[] = [
  ...new Set(
    postgresVersions.map(({ version }) => parameterGroupFamilyOf(version)),
  ),
];

/** The parameter group of a family that every account has and that cannot be changed. */
export function defaultParameterGroupOf(family: string): string {
  return `default.${family}`;
}
