import type { LoadReport } from './LoadReport.ts';
import { mix } from './mix.ts';
import { metricNames } from './readMetrics.ts';
import type { StepResult } from './StepMeasures.ts';

const columns: [title: string, of: (step: StepResult) => number | undefined][] =
  [
    ['clients', step => step.clients],
    ['connections', step => step.connections.held],
    ['refused', step => step.connections.refused],
    ['connect p99 ms', step => step.connections.connectMs?.p99],
    ['planned/s', step => step.requests.plannedPerSecond],
    ['answered/s', step => step.requests.perSecond],
    ['failed', step => step.requests.failed],
    ['unanswered', step => step.requests.unanswered],
    ['p50 ms', step => step.responseMs?.p50],
    ['p95 ms', step => step.responseMs?.p95],
    ['p99 ms', step => step.responseMs?.p99],
    ['max ms', step => step.responseMs?.max],
    ['busy %', step => 100 * step.busy],
  ];

const howToRead = `- **answered/s is less than planned/s**: the database does not keep up with so many clients, and more load only makes every user wait.
- **refused is more than 0**: connections ran out (53300). Keep function instances times connections of each below the free ones: use poolLimits.max, reserved concurrency or RDS Proxy, or raise maxCapacity, which max_connections follows after a reboot.
- **capacity stays at the maximum** while p95 grows: raise maxCapacity.
- **busy is more than 80 %**: the load test measures itself. Use a faster machine, or several with fewer clients each.`;

/** The report as Markdown with Mermaid charts, whose figures are also in tables. */
export function renderReport(report: LoadReport): string {
  const { cluster, connections, steps } = report;
  const operations = mix.map(({ name }) => name);
  const clients = steps.map(step => String(step.clients));
  const of = (value: (step: StepResult) => number | undefined) =>
    steps.map(step => value(step) ?? 0);
  const ended = report.interrupted ? ' It was ended early.' : '';
  return [
    `# Load test of ${cluster.identifier}, ${report.startedAt.slice(0, 16)} UTC`,
    `Aurora PostgreSQL ${cluster.engineVersion}, ${cluster.minCapacity ?? '?'} to ${cluster.maxCapacity ?? '?'} ACU, max_connections ${connections.most}, of which ${connections.free} were free for the test.${ended}`,
    howToRead,
    '## Steps',
    table(
      columns.map(([title]) => title),
      steps.map(step => columns.map(([, value]) => rounded(value(step)))),
    ),
    `Errors: ${errorsOf(steps)}`,
    'Time in the database, p95 in ms:',
    table(
      ['clients', ...operations],
      steps.map(step => [
        String(step.clients),
        ...operations.map(name => rounded(step.operations[name]?.p95)),
      ]),
    ),
    chart('Response time in ms: p50 and p95', clients, [
      of(step => step.responseMs?.p50),
      of(step => step.responseMs?.p95),
    ]),
    chart('Requests a second: planned and answered', clients, [
      of(step => step.requests.plannedPerSecond),
      of(step => step.requests.perSecond),
    ]),
    '## The cluster during the test',
    ...ofCluster(report),
    '## Method',
    `A client stands for a function instance: the application's own pool with one connection, its retries, and the statements that its functions send. Its requests are planned about every ${report.thinkMs} ms, whether or not the one before was answered, and response time counts from the planned moment. It keeps a connection for ${report.lifetimeMs / 1000} s on average.`,
    `Requests: ${mix.map(({ name, percent }) => `${percent} % ${name}`).join(', ')}; on ${report.charts} charts in a database of the test's own.`,
  ].join('\n\n');
}

function errorsOf(steps: StepResult[]): string {
  const errors = steps.flatMap(({ clients, errors: of }) =>
    Object.entries(of).map(
      ([code, times]) => `${times} × ${code} with ${clients} clients`,
    ),
  );
  return errors.join(', ') || 'none';
}

function ofCluster({ metrics, metricsError }: LoadReport): string[] {
  if (!metrics?.capacity.length) {
    return [
      `CloudWatch has no capacity of this cluster: ${metricsError ?? 'it is not Serverless v2, or new'}`,
    ];
  }
  const minutes = metrics.capacity.map(({ at }) => at);
  const valueAt = (name: keyof typeof metrics, minute: string) =>
    metrics[name].find(({ at }) => at === minute)?.value;
  const labels = minutes.map(minute => minute.slice(11, 16));
  return [
    table(
      ['minute (UTC)', ...metricNames],
      minutes.map((minute, index) => [
        labels[index] ?? '',
        ...metricNames.map(name => rounded(valueAt(name, minute))),
      ]),
    ),
    chart('Capacity in ACU, the highest of each minute', labels, [
      metrics.capacity.map(({ value }) => value),
    ]),
  ];
}

function table(titles: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [titles, titles.map(() => '---:'), ...rows].map(line).join('\n');
}

/** A Mermaid chart with a line for each series. */
function chart(title: string, labels: string[], series: number[][]): string {
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis [${labels.map(label => `"${label}"`).join(', ')}]`,
    ...series.map(
      values => `  line [${values.map(value => rounded(value)).join(', ')}]`,
    ),
    '```',
  ].join('\n');
}

function rounded(value: number | undefined): string {
  return value === undefined ? '–' : String(Number(value.toPrecision(4)));
}
