import autocannon from 'autocannon';
import type { BenchPortal } from './BenchPortal';
import { median } from './BudgetReport';

const rounds = 5;
const secondsOfRound = 5;
const connections = 10;

interface Throughput {
  perSecond: number;
  p99: number;
}

async function load(portal: BenchPortal, path: string): Promise<Throughput> {
  const { requests, latency, non2xx, errors } = await autocannon({
    url: `${portal.url}${path}`,
    headers: portal.headers,
    connections,
    duration: secondsOfRound,
  });
  if (non2xx + errors > 0) {
    throw new Error(`${path}: ${non2xx} refusals and ${errors} errors`);
  }
  return { perSecond: requests.average, p99: latency.p99 };
}

/** Measures both alternately, so that other load on the machine affects both. */
export async function compareThroughput(
  portal: BenchPortal,
  first: string,
  second: string,
) {
  const results: [Throughput[], Throughput[]] = [[], []];
  await load(portal, first);
  await load(portal, second);
  for (let round = 0; round < rounds; round += 1) {
    results[0].push(await load(portal, first));
    results[1].push(await load(portal, second));
  }
  return results.map(rows => ({
    perSecond: median(rows.map(({ perSecond }) => perSecond)),
    p99: median(rows.map(({ p99 }) => p99)),
  }));
}
