/**
 * Maximum capacity in ACU to max_connections. Source: Aurora user guide, "Maximum connections for
 * Aurora Serverless v2".
 */
const connectionsByCapacity: ReadonlyArray<{
  capacity: number;
  connections: number;
}> = [
  { capacity: 1, connections: 189 },
  { capacity: 2, connections: 400 },
  { capacity: 4, connections: 823 },
  { capacity: 8, connections: 1669 },
  { capacity: 16, connections: 3360 },
];
const most = 5000;
/** The limit for a minimum capacity of 0 or 0.5 ACU. Source: as above. */
const mostFromLowMinimum = 2000;

/**
 * Aurora's max_connections if the parameter group does not set it: the table's next row, without
 * interpolation.
 */
export function maxConnectionsFor({
  minCapacity,
  maxCapacity,
}: {
  minCapacity: number;
  maxCapacity: number;
}): number {
  const row = connectionsByCapacity.find(
    ({ capacity }) => maxCapacity <= capacity,
  );
  const connections = row?.connections ?? most;
  return minCapacity <= 0.5
    ? Math.min(connections, mostFromLowMinimum)
    : connections;
}
