import { grouped, inClients, inMs } from './figures.ts';
import { isOpenLoop, type LoadReport } from './LoadReport.ts';
import type { MetricPoint } from './readMetrics.ts';
import { tooMany } from './StepMeasures.ts';

/** A step keeps up while it answers this share of what was planned in it. */
const keepsUp = 0.95;
/** Without plans: more clients than before have to get so many times the answers. */
const gains = 1.05;
/** What the database's alarms and the team's promise to users are about, in milliseconds. */
const slowMs = 1_000;
/** From this share of its time on, the load test waits for itself and not for the database. */
const busyShare = 0.8;
const minute = 60_000;

type Facts = Omit<LoadReport, 'conclusions'>;

/** What the figures say, and what to do about it. */
export function concludeFrom(facts: Facts): string[] {
  return [
    ...ofInterruption(facts),
    ...(isOpenLoop(facts) ? ofPlans(facts) : ofThroughput(facts)),
    ...ofResponseTimes(facts),
    ...ofConnections(facts),
    ...ofErrors(facts),
    ...ofCapacity(facts),
    ...ofLatency(facts),
    ...ofThisMachine(facts),
  ];
}

function ofInterruption({ interrupted, steps }: Facts): string[] {
  return interrupted
    ? [
        `The test was ended early: the steps up to ${inClients(steps.at(-1)?.clients ?? 0)} are here.`,
      ]
    : [];
}

function ofPlans({ steps }: Facts): string[] {
  const overloaded = steps.find(
    ({ requests }) => requests.answered < keepsUp * requests.planned,
  );
  const good = steps.filter(
    ({ requests }) => requests.answered >= keepsUp * requests.planned,
  );
  const most = good.toSorted(
    (a, b) => b.requests.perSecond - a.requests.perSecond,
  )[0];
  const sentences = [];
  if (most) {
    sentences.push(
      `It kept up with ${most.requests.perSecond.toFixed(0)} requests a second from ${inClients(most.clients)}` +
        (overloaded ? '.' : ', the most that was asked of it.'),
    );
  }
  if (overloaded) {
    const { requests, seconds, clients } = overloaded;
    sentences.push(
      `With ${inClients(clients)} it no longer did: ${requests.perSecond.toFixed(0)} of ${(requests.planned / seconds).toFixed(0)} requests a second were answered. ` +
        'More load only makes everybody wait: see below whether capacity, connections or errors are the reason.',
    );
  }
  return sentences;
}

function ofThroughput({ steps }: Facts): string[] {
  let most = 0;
  for (const { clients, requests } of steps) {
    if (most > 0 && requests.perSecond < gains * most) {
      return [
        `It answers ${most.toFixed(0)} requests a second at most: ${inClients(clients)} got no more out of it than fewer did.`,
      ];
    }
    most = Math.max(most, requests.perSecond);
  }
  return most > 0
    ? [
        `Throughput rose to the last step, ${most.toFixed(0)} requests a second: where it ends wasn't reached.`,
      ]
    : [];
}

function ofResponseTimes({ steps }: Facts): string[] {
  const slow = steps.find(({ responseMs }) => (responseMs?.p95 ?? 0) > slowMs);
  if (slow) {
    return [
      `From ${inClients(slow.clients)} on, one request in twenty took longer than a second (p95 ${inMs(slow.responseMs?.p95)} ms; in the database itself ${inMs(slow.databaseMs?.p95)} ms).`,
    ];
  }
  const slowest = Math.max(
    ...steps.map(({ responseMs }) => responseMs?.p95 ?? 0),
  );
  return slowest > 0
    ? [
        `Nineteen of twenty requests took at most ${inMs(slowest)} ms at every step.`,
      ]
    : [];
}

function ofConnections({ steps, connections }: Facts): string[] {
  const refusing = steps.filter(({ connections: { refused } }) => refused > 0);
  const [first] = refusing;
  if (!first) {
    return steps.length > 0 ? ['Nobody was refused a connection.'] : [];
  }
  const refused = sum(refusing.map(step => step.connections.refused));
  const gaveUp = sum(refusing.map(step => step.connections.gaveUp));
  const longest = Math.max(
    ...refusing.map(step => step.connections.waitMs?.max ?? 0),
  );
  return [
    `Connections ran out at ${inClients(first.clients)}, of whom ${grouped(first.connections.held)} had one at a time: the server refused ${grouped(refused)} tries (53300). ` +
      (longest > 0
        ? `Who got in later had waited up to ${(longest / 1000).toFixed(1)} s. `
        : '') +
      (gaveUp > 0
        ? `${grouped(gaveUp)} times a client gave up, which fails its request. `
        : 'The application kept trying and no request failed for want of one. ') +
      (connections.limit === undefined
        ? `Keep concurrent function instances times connections of each below the ${grouped(connections.free)} that are free: poolLimits.max, reserved concurrency, or RDS Proxy between them; or raise maxCapacity, which max_connections follows after a reboot.`
        : 'The limit was that of --limit, not the cluster.'),
  ];
}

function ofErrors({ steps }: Facts): string[] {
  const errors = new Map<string, number>();
  for (const step of steps) {
    for (const [code, times] of Object.entries(step.errors)) {
      if (code === tooMany) {
        // That is said where connections are.
        continue;
      }
      errors.set(code, (errors.get(code) ?? 0) + times);
    }
  }
  return errors.size > 0
    ? [
        `Requests failed: ${[...errors].map(([code, times]) => `${grouped(times)} with ${code}`).join(', ')}.`,
      ]
    : [];
}

function ofCapacity({
  cluster,
  metrics,
  metricsError,
  startedAt,
  endedAt,
}: Facts): string[] {
  if (!metrics) {
    return [
      `CloudWatch could not be read, so nothing is known of the capacity: ${metricsError}`,
    ];
  }
  const { minCapacity, maxCapacity } = cluster;
  const begun = Date.parse(startedAt) - minute;
  const highest = highestOf(
    // What was before the test isn't its doing.
    metrics.capacity.filter(
      ({ at }) => Date.parse(at) > begun && at <= endedAt,
    ),
  );
  if (!highest || minCapacity === undefined || maxCapacity === undefined) {
    return ['CloudWatch has no capacity of this cluster (Serverless v2 only).'];
  }
  const sentences = [];
  if (highest.value >= maxCapacity) {
    const after = Date.parse(highest.at) - Date.parse(startedAt);
    sentences.push(
      `Capacity was at its ceiling of ${maxCapacity} ACU, ` +
        (after > 0
          ? `from ${Math.ceil(after / minute)} min after the beginning. `
          : 'from the beginning. ') +
        'Where users have to wait at that load, raise maxCapacity.',
    );
  } else {
    sentences.push(
      `Capacity rose to ${highest.value} of at most ${maxCapacity} ACU: maxCapacity was not what limited it.`,
    );
  }
  const last = metrics.capacity.at(-1);
  if (last && last.at > endedAt) {
    const lowest = metrics.capacity.find(
      ({ at, value }) => at > endedAt && value <= minCapacity,
    );
    sentences.push(
      lowest
        ? `It was back at its minimum of ${minCapacity} ACU ${Math.ceil((Date.parse(lowest.at) - Date.parse(endedAt)) / minute)} min after the last step.`
        : `It was still at ${last.value} ACU when the watching ended (minimum ${minCapacity}): --calm watches longer.`,
    );
  }
  return sentences;
}

function ofLatency({ metrics }: Facts): string[] {
  const read = highestOf(metrics?.readLatency ?? []);
  const write = highestOf(metrics?.writeLatency ?? []);
  return read && write
    ? [
        `Storage answered reads within ${inMs(1000 * read.value)} ms and writes within ${inMs(1000 * write.value)} ms on average of the worst minute; the alarms are at ${grouped(slowMs)} ms.`,
      ]
    : [];
}

function ofThisMachine({ steps }: Facts): string[] {
  const busiest = steps.toSorted((a, b) => b.busy - a.busy)[0];
  if (!busiest || busiest.busy <= busyShare) {
    return [];
  }
  const { busy, processors, clients } = busiest;
  return [
    `The load test itself was busy ${Math.round(100 * busy)} % of the time with ${inClients(clients)}, so it measured itself, too: times are too long there and throughput too low. ` +
      (processors > busyShare
        ? 'Its processor is the limit: run several of it with fewer clients each, or on a faster machine.'
        : `It only got ${processors.toFixed(2)} processors: something else keeps this machine busy. Run it where it has a processor to itself.`),
  ];
}

function highestOf(points: readonly MetricPoint[]): MetricPoint | undefined {
  return points.toSorted((a, b) => b.value - a.value)[0];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
