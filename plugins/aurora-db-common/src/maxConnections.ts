/**
 * Maximum capacity in ACU and its max_connections. Source: Aurora user guide, "Maximum connections
 * for Aurora Serverless v2". See docs/decisions.md, "max_connections".
 */
const table: ReadonlyArray<readonly [capacity: number, connections: number]> = [
  [1, 189],
  [2, 400],
  [4, 823],
  [8, 1669],
  [16, 3360],
  [32, 5000],
];
/** Aurora's cap on max_connections if the minimum capacity is 0 or 0.5 ACU. Source: as above. */
const lowMinimumCap = 2000;

/**
 * Returns the max_connections of a cluster with these capacities. The template sets it explicitly,
 * so that alarm thresholds are known.
 *
 * @param capacity - bounds in ACU
 * @public
 */
export function maxConnectionsFor(capacity: {
  minCapacity: number;
  maxCapacity: number;
}): number {
  const { minCapacity, maxCapacity } = capacity;
  const connections = interpolate(maxCapacity);
  return minCapacity <= 0.5
    ? Math.min(connections, lowMinimumCap)
    : connections;
}

function interpolate(capacity: number): number {
  let [lowerCapacity, lowerConnections] = table[0] ?? [1, 189];
  for (const [upperCapacity, upperConnections] of table) {
    if (capacity <= upperCapacity) {
      const share =
        upperCapacity === lowerCapacity
          ? 1
          : (capacity - lowerCapacity) / (upperCapacity - lowerCapacity);
      return Math.floor(
        lowerConnections +
          Math.max(share, 0) * (upperConnections - lowerConnections),
      );
    }
    [lowerCapacity, lowerConnections] = [upperCapacity, upperConnections];
  }
  return lowerConnections;
}
