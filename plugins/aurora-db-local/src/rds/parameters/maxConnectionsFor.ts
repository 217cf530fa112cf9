/** Bytes of memory for each connection in Aurora's default of max_connections. */
const bytesPerConnection = 9_531_392;
const most = 5000;
/** The limit for a minimum capacity of 0 or 0.5 ACU. */
const mostFromLowMinimum = 2000;

/**
 * Aurora's max_connections if no parameter group sets it. Sources: Aurora user guide, "Maximum
 * connections to an Aurora PostgreSQL DB instance" and "Maximum connections for Aurora Serverless
 * v2".
 *
 * @param memory - DBInstanceClassMemory of the instance
 * @param minCapacity - of `db.serverless`, in ACU; undefined for a provisioned instance
 */
export function maxConnectionsFor({
  memory,
  minCapacity,
}: {
  memory: number;
  minCapacity: number | undefined;
}): number {
  const connections = Math.min(Math.trunc(memory / bytesPerConnection), most);
  return minCapacity !== undefined && minCapacity <= 0.5
    ? Math.min(connections, mostFromLowMinimum)
    : connections;
}
