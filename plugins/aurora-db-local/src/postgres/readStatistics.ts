import { z } from 'zod';
import type { ServerStatistics } from '../service/AwsService';
import type { PostgresServer } from './PostgresServer';
import { processUsage } from './processUsage';
import { administrationRole, replicationRole } from './serverSettings';

const numeric = z.coerce.number();
const rowSchema = z.object({
  uptime: numeric,
  connections: numeric,
  blks_hit: numeric,
  blks_read: numeric,
  blk_read_time: numeric,
  blk_write_time: numeric,
  buffers_written: numeric,
  xact_commit: numeric,
  wal_time: numeric,
  wal_writes: numeric,
  xact_rollback: numeric,
  deadlocks: numeric,
  size: numeric,
  lag: numeric,
});

/** Blocks that sessions wrote themselves. PostgreSQL 17 counts them only in pg_stat_io. */
const buffersWritten = (majorVersion: number) =>
  majorVersion < 17
    ? 'SELECT buffers_backend FROM pg_stat_bgwriter'
    : `SELECT sum(writes) FROM pg_stat_io WHERE backend_type = 'client backend'`;

const statement = (majorVersion: number) => `
  SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time()) AS uptime,
    (SELECT count(*) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND usename NOT IN ('${administrationRole}', '${replicationRole}')) AS connections,
    d.blks_hit, d.blks_read, d.blk_read_time, d.blk_write_time, d.xact_commit, d.xact_rollback, d.deadlocks,
    (${buffersWritten(majorVersion)}) AS buffers_written,
    w.wal_write AS wal_writes, w.wal_write_time + w.wal_sync_time AS wal_time,
    (SELECT sum(pg_database_size(oid)) FROM pg_database) AS size,
    CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
      ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END AS lag
  FROM (SELECT sum(blks_hit) AS blks_hit, sum(blks_read) AS blks_read, sum(blk_read_time) AS blk_read_time, sum(blk_write_time) AS blk_write_time,
      sum(xact_commit) AS xact_commit, sum(xact_rollback) AS xact_rollback, sum(deadlocks) AS deadlocks
    FROM pg_stat_database) AS d, pg_stat_wal AS w`;

/**
 * Reads a server's counters. Throws if the server does not answer, because a missing value is
 * better than a wrong one.
 */
export async function readStatistics(
  server: PostgresServer,
): Promise<ServerStatistics> {
  const [first] = await server.query(statement(server.majorVersion));
  const row = rowSchema.parse(first);
  const usage =
    server.pid === undefined ? undefined : await processUsage(server.pid);
  return {
    at: new Date(),
    uptimeSeconds: row.uptime,
    connections: row.connections,
    cpuSeconds: usage?.cpuSeconds ?? 0,
    blocksHit: row.blks_hit,
    blocksRead: row.blks_read,
    blockReadTimeMs: row.blk_read_time,
    // As in Aurora, a write is one that a session waits for, mostly of the WAL. The checkpointer's
    // writes are not timed.
    blocksWritten: row.buffers_written + row.wal_writes,
    blockWriteTimeMs: row.blk_write_time + row.wal_time,
    commits: row.xact_commit,
    walTimeMs: row.wal_time,
    rollbacks: row.xact_rollback,
    deadlocks: row.deadlocks,
    memoryBytes: usage?.memoryBytes ?? 0,
    databaseBytes: row.size,
    replicaLagSeconds: row.lag,
  };
}
