import type { DBCluster } from '@aws-sdk/client-rds';
import type { Minute } from './loadedCluster.ts';
import { mix } from './mix.ts';
import type { StepResult } from './runStep.ts';

export interface LoadReport {
  cluster: DBCluster;
  /** When the test began; ISO 8601. */
  startedAt: string;
  /** A signal ended the test before its end. */
  interrupted: boolean;
  /** `most` is max_connections; `free` are for the clients. */
  connections: { most: number; free: number };
  thinkMs: number;
  charts: number;
  steps: StepResult[];
  minutes: Minute[];
}

const howToRead = `- **p95 grows with the clients, and answered/s does not**: the database is at its limit.
- **53300 among the errors**: connections ran out. Keep function instances times connections of each below the free ones: use poolLimits.max, reserved concurrency or RDS Proxy, or raise maxCapacity, which max_connections follows after a reboot.
- **capacity stays at the maximum** while p95 grows: raise maxCapacity.
- **busy is more than 80 %**: the load test measures itself. Use a faster machine, or several with fewer clients each.`;

/** The report as Markdown with Mermaid charts, whose figures are also in tables. */
export function renderReport(report: LoadReport): string {
  const { cluster, connections, steps, minutes } = report;
  const { MinCapacity = '?', MaxCapacity = '?' } =
    cluster.ServerlessV2ScalingConfiguration ?? {};
  const clients = steps.map(step => String(step.clients));
  const errors = steps.flatMap(({ clients: of, errors: failed, retries }) =>
    Object.keys({ ...failed, ...retries }).map(code => [
      ...[of, code, failed[code], retries[code]],
    ]),
  );
  const scaled = minutes.filter(({ capacity }) => capacity !== undefined);
  return [
    `# Load test of ${cluster.DBClusterIdentifier}, ${report.startedAt.slice(0, 16)} UTC`,
    `Aurora PostgreSQL ${cluster.EngineVersion}, ${MinCapacity} to ${MaxCapacity} ACU, max_connections ${connections.most}, of which ${connections.free} were free for the test.${report.interrupted ? ' It was ended early.' : ''}`,
    howToRead,
    '## Steps',
    table(
      'clients, connections, answered/s, p50 ms, p95 ms, p99 ms, max ms, busy %',
      steps.map(({ responseMs: times, ...step }) => [
        ...[step.clients, step.connections, step.perSecond],
        ...[times?.p50, times?.p95, times?.p99, times?.max, 100 * step.busy],
      ]),
    ),
    chart('Response time in ms: p50 and p95', clients, [
      steps.map(step => step.responseMs?.p50),
      steps.map(step => step.responseMs?.p95),
    ]),
    chart('Answered requests a second', clients, [
      steps.map(step => step.perSecond),
    ]),
    '## Errors',
    errors.length > 0
      ? table('clients, error, failed requests, tries again', errors)
      : 'There were none.',
    '## The cluster during the test',
    table(
      'minute (UTC), capacity, connections, cpu',
      minutes.map(({ at, capacity, connections: held, cpu }) => [
        ...[timeOf(at), capacity, held, cpu],
      ]),
    ),
    scaled.length > 0
      ? chart(
          'Capacity in ACU, the highest of each minute',
          scaled.map(({ at }) => timeOf(at)),
          [scaled.map(({ capacity }) => capacity)],
        )
      : 'CloudWatch has no capacity of this cluster.',
    '## Method',
    `A client stands for a function instance: the application's code with one connection and its retries. It sends a request, waits for the answer, and then for ${report.thinkMs} ms on average. So an overloaded database gets fewer requests. A request that is not answered in 10 s fails.`,
    `Requests: ${mix.map(({ name, percent }) => `${percent} % ${name}`).join(', ')}; on ${report.charts} charts in a database of the test's own.`,
  ].join('\n\n');
}

const timeOf = (at: string) => at.slice(11, 16);

type Cell = string | number | undefined;

function table(titles: string, rows: Cell[][]): string {
  const names = titles.split(', ');
  return [names, names.map(() => '---:'), ...rows.map(row => row.map(shown))]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** A Mermaid chart with a line for each series. */
function chart(title: string, labels: string[], series: Cell[][]): string {
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis [${labels.map(label => `"${label}"`).join(', ')}]`,
    ...series.map(
      values => `  line [${values.map(value => shown(value ?? 0)).join(', ')}]`,
    ),
    '```',
  ].join('\n');
}

function shown(value: Cell = '–'): string {
  return typeof value === 'number'
    ? String(Number(value.toPrecision(4)))
    : value.replaceAll('|', '\\|');
}
