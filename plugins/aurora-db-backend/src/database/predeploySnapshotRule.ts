import type { EnvironmentName } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Environments that get a snapshot before a change. Source: docs/decisions.md, "Snapshots". */
const environments: ReadonlySet<EnvironmentName> = new Set(['stg', 'prod']);

/** Whether a deploy takes a snapshot before it changes a database of this environment. */
export function takesPredeploySnapshot(environment: EnvironmentName): boolean {
  return environments.has(environment);
}

/** Days after which a pre-deploy snapshot expires. Source: docs/decisions.md, "Snapshots". */
export const predeploySnapshotDays = 14;
