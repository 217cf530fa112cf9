/** Days after which a pre-deploy snapshot expires. Source: docs/decisions.md, "Snapshots". */
export const predeploySnapshotDays = 14;
