import { availableParallelism } from 'node:os';
import { createRequire } from 'node:module';

const requireFromLocal = createRequire(
  new URL('../../plugins/aurora-db-local/package.json', import.meta.url),
);
requireFromLocal('@backstage/cli/config/nodeTransform.cjs');
/** The model by which aurora-db-local computes the values of its servers. */
const { CapacityModel, cpuUtilization, serverlessSize } = requireFromLocal(
  './src/cloudwatch/sampling/CapacityModel.ts',
);

const minuteMs = 60_000;
const sampleMs = 5_000;
const megabyte = 1024 * 1024;

/**
 * The minutes of a history for aurora-db-local's `POST history`: what an instance would have
 * published under a load.
 *
 * @param {object} options
 * @param {number} options.from in milliseconds since the epoch
 * @param {number} options.to the history ends with the last whole minute before this time
 * @param {{ minCapacity: number, maxCapacity: number, maxConnections: number }} options.limits
 * @param {(at: number) => import('./demoDatabases.mjs').Load} options.loadAt
 */
export function demoHistory({ from, to, limits, loadAt }) {
  const all = { ...limits, machineCores: availableParallelism() };
  const size = serverlessSize(all);
  const model = new CapacityModel();
  const minutes = [];
  const first = Math.ceil(from / minuteMs) * minuteMs;
  for (let at = first; at + minuteMs <= to; at += minuteMs) {
    const load = loadAt(at);
    let capacity = 0;
    for (let sample = at; sample < at + minuteMs; sample += sampleMs) {
      capacity = model.next(
        { ...load, memoryBytes: 150 * megabyte },
        all,
        sample,
      );
    }
    minutes.push({
      at,
      values: {
        ServerlessDatabaseCapacity: capacity,
        ACUUtilization: (100 * capacity) / limits.maxCapacity,
        DatabaseConnections: Math.round(load.connections),
        CPUUtilization: cpuUtilization(load.cores, size),
        // A local disk: fractions of a millisecond, more under load.
        ReadLatency: 0.00001 + 0.0001 * load.cores,
        WriteLatency: 0.0006 + 0.01 * load.cores,
      },
    });
  }
  return minutes;
}
