/** Parameters that decide about the shared memory or the number of processes of a server. */
const forMemory = [
  'autovacuum_max_workers',
  'max_connections',
  'max_files_per_process',
  'max_locks_per_transaction',
  'max_pred_locks_per_transaction',
  'max_prepared_transactions',
  'max_replication_slots',
  'max_wal_senders',
  'max_worker_processes',
  'min_dynamic_shared_memory',
  'pg_stat_statements.max',
  'shared_buffers',
  'track_activity_query_size',
  'wal_buffers',
];

/** Settings that follow from a parameter of RDS, and that parameter. */
const aliases: Readonly<Record<string, string>> = {
  wal_level: 'rds.logical_replication',
};

/**
 * The parameters with which a server does not start, according to its log.
 *
 * @param values - those of the parameter groups
 */
export function findIncompatible(
  values: Readonly<Record<string, string>>,
  log: string,
): string[] {
  const isMemory =
    /shared[ _]memory|allocate memory|out of memory|too many (server processes|backends)|semaphore|invalid memory alloc|size_t/i.test(
      log,
    );
  const names = Object.keys(values);
  const inMemory = names.filter(name => forMemory.includes(name));
  if (isMemory && inMemory.length > 0) {
    return inMemory;
  }
  const words = new Set(log.toLowerCase().match(/[a-z_][a-z0-9_.]*/g));
  return [
    ...names.filter(name => words.has(name)),
    ...Object.entries(aliases)
      .filter(([setting]) => words.has(setting))
      .map(([, name]) => name),
  ];
}
