import { z } from 'zod';
import { inputTexts } from './inputTexts';

/**
 * The supported versions of Aurora PostgreSQL, oldest first. Templates and thresholds are made for
 * these. Source: Aurora user guide, "Supported Regions and Aurora DB engines for Aurora Serverless
 * v2".
 */
const supported = [
  {
    major: '15',
    /** The first supported minor version. */
    leastMinor: 4,
    /** The version of an offline synthesis, which calls no AWS. */
    offline: '15.17',
  },
  { major: '16', leastMinor: 1, offline: '16.13' },
  { major: '17', leastMinor: 4, offline: '17.9' },
] as const;

/**
 * The engine version of a new database if neither the configuration nor the request has one. A
 * deploy chooses its newest minor version that the region offers as serverless.
 *
 * @public
 */
export const defaultEngineVersion = supported[0].major;

/** The exact version of an offline synthesis for {@link defaultEngineVersion}. @public */
export const offlineEngineVersion = supported[0].offline;

/**
 * Returns the exact version of an offline synthesis.
 *
 * @param version - a supported major version, or an exact one
 * @public
 */
export function offlineEngineVersionFor(version: string): string {
  return supported.find(({ major }) => major === version)?.offline ?? version;
}

/**
 * The supported versions. `majors` are the major versions, and `least` is the first exact version
 * of each.
 *
 * @public
 */
export const supportedEngineRange = {
  majors: supported.map(({ major }) => major).join(', '),
  least: supported
    .map(({ major, leastMinor }) => `${major}.${leastMinor}`)
    .join(', '),
};

/**
 * Returns the family of parameter groups of a version.
 *
 * @param version - a major or an exact version
 * @public
 */
export function parameterGroupFamily(version: string): string {
  return `aurora-postgresql${version.split('.')[0]}`;
}

/** The family of parameter groups of each supported major version. @public */
export const parameterGroupFamilies: readonly string[] = supported.map(
  ({ major }) => parameterGroupFamily(major),
);

/** The supported versions in words, for errors. @public */
export const supportedEngineVersions = `one of ${supportedEngineRange.majors}, or an exact version (at least ${supportedEngineRange.least})`;

/** An exact version such as `15.17`, or a major version such as `15` for its newest. @public */
export const engineVersionSchema = z
  .string()
  .regex(/^\d{2}(\.\d{1,3})?$/, inputTexts['input.engineVersion']);

/** An exact version such as `15.17`. @public */
export const exactEngineVersionSchema = z
  .string()
  .regex(/^\d+\.\d+$/, 'expected an exact engine version such as 15.17');

/** Whether a version is exact, such as `15.17`, and not a major version, such as `15`. @public */
export function isExactEngineVersion(version: string): boolean {
  return version.includes('.');
}

/** Whether a major or an exact version is supported. @public */
export function isSupportedEngineVersion(version: string): boolean {
  const [major, minor] = version.split('.');
  return supported.some(
    row =>
      row.major === major &&
      (minor === undefined || Number(minor) >= row.leastMinor),
  );
}

/** Compares versions numerically, part by part: 15.10 comes after 15.4. @public */
export function compareEngineVersions(one: string, other: string): number {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1
    ? left.length - right.length
    : (left[at] ?? 0) - (right[at] ?? 0);
}
