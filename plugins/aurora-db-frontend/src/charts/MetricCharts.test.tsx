import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expectNoViolations } from '../testing/expectNoViolations';
import { FakeUPlot } from '../testing/fakeUPlot';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testEvent } from '../testing/testLog';
import {
  emptyMetrics,
  testCluster,
  testHealth,
  testRestore,
} from '../testing/testData';
import { ChartCursor } from './ChartCursor';
import MetricCharts from './MetricCharts';

jest.mock('uplot', () => ({
  __esModule: true,
  default: jest.requireActual('../testing/fakeUPlot').FakeUPlot,
}));

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const render = (health = testHealth(), language = 'en') =>
  renderOnEntityPage(
    <ChartCursor>
      <MetricCharts health={health} cluster={testCluster()} />
    </ChartCursor>,
    { language },
  );
const chart = (name: string) => screen.findByRole('figure', { name });
const plotAt = (index: number) => {
  const plot = FakeUPlot.plots[index];
  if (!plot) {
    throw new Error(`There is no chart ${index}`);
  }
  return plot;
};

describe('MetricCharts', () => {
  beforeEach(() => localStorage.clear());

  it('shows a chart for each of the five metrics, with its newest value and its thresholds', async () => {
    render();
    expect(await chart('ACU')).toHaveTextContent('6.5 ACU');
    expect(await chart('Connections')).toHaveTextContent(
      /2,980.*warning above 2,352.*critical above 3,024.*limit 3,360/,
    );
    expect(await chart('CPU')).toHaveTextContent(
      /43%.*warning above 80%.*critical above 90%/,
    );
    expect(await chart('Read latency')).toHaveTextContent(
      /1.2 ms.*warning above 1,000 ms/,
    );
    expect(await chart('Write latency')).toHaveTextContent('<0.01 ms');
    expect(FakeUPlot.plots).toHaveLength(5);
    await expectNoViolations();
  });

  it('describes a chart in words', async () => {
    render();
    expect(
      within(await chart('CPU')).getByRole('slider', {
        name: 'CPU, lowest 21.5%, highest 43%, warning above 80%, critical above 90%',
      }),
    ).toHaveAttribute('aria-valuetext', '43%');
  });

  it('draws a gap as a gap', async () => {
    render();
    await chart('ACU');
    expect(plotAt(0).data).toEqual([
      [0, 60, 120],
      [3.25, null, 6.5],
    ]);
  });

  it('shows the values of all charts at the time under the pointer, until the pointer leaves', async () => {
    render();
    const cpu = await chart('CPU');
    const point = (idx: number | null) =>
      act(() => {
        const plot = plotAt(0);
        plot.cursor.idx = idx;
        plot.pointed();
      });
    point(0);
    expect(cpu).toHaveTextContent('21.5%');
    expect(FakeUPlot.plots.map(plot => plot.cursorLeft)).toEqual([
      0, 0, 0, 0, 0,
    ]);
    point(1);
    expect(cpu).toHaveTextContent('no data');
    point(null);
    expect(cpu).toHaveTextContent(/^CPU43%/);
    expect(plotAt(2).cursorLeft).toBeLessThan(0);
  });

  it('moves the cursor of all charts by keyboard, and describes each value', async () => {
    render();
    const cpu = within(await chart('CPU')).getByRole('slider');
    const connections = within(await chart('Connections')).getByRole('slider');
    act(() => cpu.focus());
    await userEvent.keyboard('{Home}');
    expect(await chart('Connections')).toHaveTextContent('1,490');
    expect(cpu).toHaveAttribute('aria-valuenow', '0');
    expect(cpu).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/1970, .*, 21.5%$/),
    );
    expect(screen.getByText(/^Values at .*1970/)).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    expect(cpu).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/1970, .*, no data$/),
    );
    // The cursor stays for the values of the other charts.
    await userEvent.keyboard('{Home}');
    act(() => connections.focus());
    expect(connections).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/, 1,490$/),
    );
    await userEvent.keyboard('{Escape}');
    expect(await chart('Connections')).toHaveTextContent('2,980');
    expect(screen.getByText(/^Newest values/)).toBeVisible();
  });

  it('shows the newest values again when the focus leaves the charts', async () => {
    render();
    const cpu = within(await chart('CPU')).getByRole('slider');
    act(() => cpu.focus());
    await userEvent.keyboard('{Home}');
    expect(await chart('CPU')).toHaveTextContent('21.5%');
    act(() => cpu.blur());
    expect(await chart('CPU')).toHaveTextContent(/^CPU43%/);
  });

  it('marks events and operations on every chart, and says what happened in a period', async () => {
    renderOnEntityPage(
      <ChartCursor>
        <MetricCharts health={testHealth()} cluster={testCluster()} />
      </ChartCursor>,
      {
        api: {
          getEvents: async () => [
            testEvent({ at: '1970-01-01T00:01:30.000Z' }),
            testEvent({ at: '1970-01-01T00:01:40.000Z', category: 'backup' }),
            testEvent({ at: '1970-01-01T00:10:00.000Z', text: 'later' }),
          ],
          getOperations: async () => [
            testRestore({
              kind: 'deploy',
              message: undefined,
              startedAt: '1970-01-01T00:00:10.000Z',
            }),
          ],
        },
      },
    );
    const legend = within(
      await screen.findByRole('list', { name: 'Events in this range' }),
    );
    await waitFor(() =>
      expect(
        legend.getAllByRole('button').map(({ textContent }) => textContent),
      ).toEqual([
        expect.stringMatching(/^Failover, .*12:01/),
        expect.stringMatching(/^Deploy, .*12:00/),
      ]),
    );
    const cpu = screen.getByRole('slider', {
      name: /CPU.*2 events are marked/,
    });
    await userEvent.click(legend.getByRole('button', { name: /^Failover/ }));
    expect(cpu).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/no data, Failover: Completed failover to/),
    );
    expect(screen.getByText(/^Failover: Completed failover to/)).toBeVisible();
    await expectNoViolations();
  });

  it('selects a time by keyboard, for the log', async () => {
    renderOnEntityPage(
      <ChartCursor>
        <MetricCharts health={testHealth()} cluster={testCluster()} />
      </ChartCursor>,
    );
    const cpu = within(await chart('CPU')).getByRole('slider');
    act(() => cpu.focus());
    await userEvent.keyboard('{Home}{Enter}{Shift>}{ArrowRight}{/Shift}');
    expect(cpu).toHaveAttribute('aria-valuenow', '1');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear selection' }),
    );
    expect(screen.getByText(/To open the log of a time/)).toBeVisible();
  });

  it('says in Japanese that there is no datapoint', async () => {
    render(testHealth({ metrics: emptyMetrics }), 'ja');
    expect(await chart('接続数')).toHaveTextContent(
      /データなし.*データポイントはありません/,
    );
    expect(FakeUPlot.plots).toHaveLength(0);
    expect(screen.queryByRole('slider')).not.toBeInTheDocument();
  });
});
