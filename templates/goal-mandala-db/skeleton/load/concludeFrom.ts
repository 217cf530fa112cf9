import { grouped, inClients, inMs } from './figures.ts';
import type { LoadReport } from './LoadReport.ts';
import { tooMany } from './StepMeasures.ts';

/** A step keeps up if it answers at least this share of its planned requests. */
const keepsUp = 0.95;
/** In a closed loop, more clients must get at least this many times the answers. */
const gains = 1.05;
/** The threshold of the database's latency alarms, in milliseconds. */
const slowMs = 1_000;
/** If it is busy for more than this share of the time, the load test measures itself. */
const busyShare = 0.8;
const minute = 60_000;

type Facts = Omit<LoadReport, 'conclusions'>;

/** What the figures mean and what to do, in sentences. */
export function concludeFrom(facts: Facts): string[] {
  const { interrupted, steps, thinkMs } = facts;
  return [
    interrupted &&
      `The test was ended early: the steps up to ${inClients(steps.at(-1)?.clients ?? 0)} are here.`,
    ...(thinkMs > 0 ? ofPlans(facts) : [ofThroughput(facts)]),
    ofResponseTimes(facts),
    ofConnections(facts),
    ofErrors(facts),
    ...ofCapacity(facts),
    ofLatency(facts),
    ofThisMachine(facts),
  ].filter(sentence => typeof sentence === 'string');
}

function ofPlans({ steps }: Facts) {
  const isGood = ({ requests }: Facts['steps'][number]) =>
    requests.answered >= keepsUp * requests.planned;
  const overloaded = steps.find(step => !isGood(step));
  const most = highest(steps.filter(isGood), step => step.requests.perSecond);
  return [
    most &&
      `It kept up with ${most.requests.perSecond.toFixed(0)} requests a second from ${inClients(most.clients)}${overloaded ? '' : ', the most that was asked of it'}.`,
    overloaded &&
      `With ${inClients(overloaded.clients)} it no longer did: ${overloaded.requests.perSecond.toFixed(0)} of ${(overloaded.requests.planned / overloaded.seconds).toFixed(0)} requests a second were answered. ` +
        'More load only makes every user wait: see below whether capacity, connections or errors are the reason.',
  ];
}

function ofThroughput({ steps }: Facts) {
  let most = 0;
  for (const { clients, requests } of steps) {
    if (most > 0 && requests.perSecond < gains * most) {
      return `It answers ${most.toFixed(0)} requests a second at most: ${inClients(clients)} got no more than fewer clients did.`;
    }
    most = Math.max(most, requests.perSecond);
  }
  return (
    most > 0 &&
    `Throughput rose to the last step, ${most.toFixed(0)} requests a second: the test did not reach its limit.`
  );
}

function ofResponseTimes({ steps }: Facts) {
  const p95 = ({ responseMs }: Facts['steps'][number]) => responseMs?.p95 ?? 0;
  const slow = steps.find(step => p95(step) > slowMs);
  const slowest = Math.max(0, ...steps.map(p95));
  if (slow) {
    return `From ${inClients(slow.clients)} on, one request in twenty took longer than a second (p95 ${inMs(p95(slow))} ms; in the database itself ${inMs(slow.databaseMs?.p95)} ms).`;
  }
  return (
    slowest > 0 &&
    `Nineteen of twenty requests took at most ${inMs(slowest)} ms at every step.`
  );
}

function ofConnections({ steps, connections: { free, limit } }: Facts) {
  const refusing = steps.filter(({ connections: { refused } }) => refused > 0);
  const [first] = refusing;
  if (!first) {
    return steps.length > 0 && 'The server refused no connection.';
  }
  const refused = sum(refusing.map(step => step.connections.refused));
  const gaveUp = sum(refusing.map(step => step.connections.gaveUp));
  const longest = Math.max(
    ...refusing.map(step => step.connections.waitMs?.max ?? 0),
  );
  return [
    `Connections ran out at ${inClients(first.clients)}, of whom ${grouped(first.connections.held)} had one at a time: the server refused ${grouped(refused)} tries (53300).`,
    longest > 0 &&
      `Clients that got in later had waited up to ${(longest / 1000).toFixed(1)} s.`,
    gaveUp > 0
      ? `${grouped(gaveUp)} times a client gave up, which fails its request.`
      : 'The application kept trying, and no request failed for want of a connection.',
    limit === undefined
      ? `Keep concurrent function instances times connections of each below the ${grouped(free)} that are free: use poolLimits.max, reserved concurrency, or RDS Proxy; or raise maxCapacity, which max_connections follows after a reboot.`
      : 'The limit was that of --limit, not that of the cluster.',
  ]
    .filter(sentence => sentence !== false)
    .join(' ');
}

function ofErrors({ steps }: Facts) {
  const all = steps.flatMap(({ errors }) => Object.entries(errors));
  const codes = new Set(all.map(([code]) => code));
  // ofConnections is about those.
  codes.delete(tooMany);
  const counts = [...codes].map(code => {
    const ofCode = all.filter(([other]) => other === code);
    return `${grouped(sum(ofCode.map(([, times]) => times)))} with ${code}`;
  });
  return counts.length > 0 && `Requests failed: ${counts.join(', ')}.`;
}

function ofCapacity({
  cluster: { minCapacity, maxCapacity },
  metrics,
  metricsError,
  startedAt,
  endedAt,
}: Facts) {
  if (!metrics) {
    return [
      `CloudWatch could not be read, so the capacity is unknown: ${metricsError}`,
    ];
  }
  const since = (start: string, at: string) =>
    Math.ceil((Date.parse(at) - Date.parse(start)) / minute);
  const most = highest(
    // The test did not cause what was before it.
    metrics.capacity.filter(
      ({ at }) =>
        Date.parse(at) > Date.parse(startedAt) - minute && at <= endedAt,
    ),
    ({ value }) => value,
  );
  if (!most || minCapacity === undefined || maxCapacity === undefined) {
    return ['CloudWatch has no capacity of this cluster (Serverless v2 only).'];
  }
  const after = since(startedAt, most.at);
  const last = metrics.capacity.at(-1);
  const lowest = metrics.capacity.find(
    ({ at, value }) => at > endedAt && value <= minCapacity,
  );
  return [
    most.value >= maxCapacity
      ? `Capacity was at its ceiling of ${maxCapacity} ACU, from ${after > 0 ? `${after} min after ` : ''}the beginning. If users have to wait at that load, raise maxCapacity.`
      : `Capacity rose to ${most.value} of at most ${maxCapacity} ACU: maxCapacity was not the limit.`,
    last &&
      last.at > endedAt &&
      (lowest
        ? `It was back at its minimum of ${minCapacity} ACU ${since(endedAt, lowest.at)} min after the last step.`
        : `It was still at ${last.value} ACU at the end of the watch (minimum ${minCapacity}): --calm watches longer.`),
  ];
}

function ofLatency({ metrics }: Facts) {
  const read = highest(metrics?.readLatency ?? [], ({ value }) => value);
  const write = highest(metrics?.writeLatency ?? [], ({ value }) => value);
  return (
    read &&
    write &&
    `Storage answered reads within ${inMs(1000 * read.value)} ms and writes within ${inMs(1000 * write.value)} ms on average in the worst minute; the alarms are at ${grouped(slowMs)} ms.`
  );
}

function ofThisMachine({ steps }: Facts) {
  const busiest = highest(steps, ({ busy }) => busy);
  return (
    busiest &&
    busiest.busy > busyShare &&
    `The load test itself was busy ${Math.round(100 * busiest.busy)} % of the time with ${inClients(busiest.clients)}, so it measured itself too: times are too long there and throughput is too low. ` +
      (busiest.processors > busyShare
        ? 'Its processor is the limit: run several load tests with fewer clients each, or use a faster machine.'
        : `It only got ${busiest.processors.toFixed(2)} processors: something else keeps this machine busy. Run it on a machine with a free processor.`)
  );
}

function highest<Item>(
  items: readonly Item[],
  valueOf: (item: Item) => number,
): Item | undefined {
  return items.toSorted((a, b) => valueOf(b) - valueOf(a))[0];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
