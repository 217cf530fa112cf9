import type { Chart } from './chartParts.ts';
import { chartSizes, drawChart } from './drawChart.ts';
import { grouped, inMs } from './figures.ts';
import { html, Markup } from './html.ts';
import { isOpenLoop, type LoadReport } from './LoadReport.ts';
import type { MetricName } from './readMetrics.ts';
import { reportStyle } from './reportStyle.ts';
import { stepCharts } from './stepCharts.ts';
import { stepColumns } from './stepColumns.ts';
import { timeCharts } from './timeCharts.ts';

/** The report as a page that needs nothing else. */
export function renderReport(report: LoadReport): string {
  const { cluster, startedAt, conclusions } = report;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Load test of ${cluster.identifier}, ${day(startedAt)}</title>
        <style>
          ${new Markup(reportStyle)}
        </style>
      </head>
      <body>
        <main>
          <h1>Load test of ${cluster.identifier}</h1>
          <p>${summaryOf(report)}</p>
          <h2>What follows from it</h2>
          <ul>
            ${conclusions.map(each => html`<li>${each}</li>`)}
          </ul>
          <h2>Steps</h2>
          ${stepCharts(report).map(figureOf)} ${tableOfSteps(report)}
          <h2>The cluster meanwhile</h2>
          ${timeCharts(report).map(figureOf)} ${tableOfMetrics(report)}
          <h2>How it was measured</h2>
          ${methodOf(report)}
        </main>
      </body>
    </html> `.text;
}

function summaryOf(report: LoadReport): string {
  const { cluster, connections, startedAt, endedAt } = report;
  const { minCapacity, maxCapacity, environment, engineVersion } = cluster;
  return [
    `${day(startedAt)} to ${day(endedAt)}.`,
    `Aurora PostgreSQL ${engineVersion ?? ''}${environment === undefined ? '' : ` (${environment})`},`,
    minCapacity === undefined || maxCapacity === undefined
      ? 'not Serverless v2,'
      : `${minCapacity} to ${maxCapacity} ACU,`,
    `max_connections ${grouped(connections.most)}: ${connections.reserved} are reserved for administrators, others held ${connections.taken},`,
    `${grouped(connections.free)} were free for the test${connections.limit === undefined ? '' : ' (its own limit)'}.`,
  ].join(' ');
}

function figureOf({ title, meaning, option }: Chart): Markup {
  return html`<figure>
    <figcaption><strong>${title}</strong>, ${meaning}</figcaption>
    ${Object.entries(chartSizes).map(
      ([name, size]) =>
        html`<div class="${name}" role="img" aria-label="${title}: ${meaning}">
          ${new Markup(drawChart(option, size))}
        </div>`,
    )}
  </figure>`;
}

function tableOfSteps({ steps }: LoadReport): Markup {
  return html`<div class="scrolled" tabindex="0">
      <table>
        <caption>
          All figures of each step
        </caption>
        <tbody>
          ${stepColumns.map(
            ({ title, meaning, of }) =>
              html`<tr>
                <th scope="row">${title} <small>${meaning}</small></th>
                ${steps.map(step => html`<td>${of(step)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${tableOfOperations(steps)}`;
}

function tableOfOperations(steps: LoadReport['steps']): Markup {
  const names = [
    ...new Set(steps.flatMap(({ operations }) => Object.keys(operations))),
  ];
  return html`<div class="scrolled" tabindex="0">
    <table>
      <caption>
        Time in the database by kind of request, p50 / p95 / p99 in ms
      </caption>
      <thead>
        <tr>
          <th scope="col">clients</th>
          ${names.map(name => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          ({ clients, operations }) =>
            html`<tr>
              <td>${grouped(clients)}</td>
              ${names.map(name => {
                const times = operations[name];
                return html`<td>
                  ${inMs(times?.p50)} / ${inMs(times?.p95)} /
                  ${inMs(times?.p99)}
                </td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const metricColumns: readonly {
  name: MetricName;
  title: string;
  of: (value: number) => string;
}[] = [
  { name: 'capacity', title: 'ACU', of: value => value.toFixed(1) },
  { name: 'connections', title: 'connections', of: grouped },
  { name: 'cpu', title: 'CPU %', of: value => value.toFixed(1) },
  { name: 'readLatency', title: 'read ms', of: value => inMs(1000 * value) },
  { name: 'writeLatency', title: 'write ms', of: value => inMs(1000 * value) },
];

function tableOfMetrics({ metrics, metricsError }: LoadReport): Markup {
  if (!metrics) {
    return html`<p>CloudWatch could not be read: ${metricsError ?? ''}</p>`;
  }
  const times = [
    ...new Set(Object.values(metrics).flatMap(of => of.map(({ at }) => at))),
  ].toSorted();
  return html`<details>
    <summary>CloudWatch's figures, minute by minute</summary>
    <div class="scrolled" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">minute (UTC)</th>
            ${metricColumns.map(
              ({ title }) => html`<th scope="col">${title}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${times.map(
            time =>
              html`<tr>
                <td>${time.slice(11, 16)}</td>
                ${metricColumns.map(({ name, of }) => {
                  const point = metrics[name].find(({ at }) => at === time);
                  return html`<td>${point ? of(point.value) : '–'}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function methodOf(report: LoadReport): Markup {
  const { thinkMs, lifetimeMs, charts, mix, client } = report;
  const loop = isOpenLoop(report)
    ? `An open loop: users make a client's requests about every ${grouped(thinkMs)} ms (at random times) whether or not the one before was answered, and response time counts from that moment, so a database that stalls doesn't hide its stall.`
    : 'A closed loop: each client sends its next request when the one before was answered. It shows the most that can be answered; response times are flattered, as a slow database is asked less.';
  return html`<p>
      A client stands for a function instance: the application's own pool with
      one connection, verified TLS, a request at a time, the application's own
      retries. It sends the statements that the application's functions send
      (recorded from them before the test) without Prisma's work around them.
      ${
        lifetimeMs === 0
          ? 'Connections were kept for the whole step.'
          : `A connection is kept ${lifetimeMs / 1000} s on average and then made anew, as instances come and go.`
      }
    </p>
    <p>${loop}</p>
    <p>
      Requests:
      ${mix
        .map(
          ({ name, percent, statements }) =>
            `${percent} % ${name} (${statements} statements)`,
        )
        .join(', ')};
      on ${grouped(charts)} charts in a database of the test's own. Sent from a
      machine with ${client.processors} processors (Node.js ${client.node}).
    </p>`;
}

function day(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
