import {
  createMessage,
  type Load,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { ChartCursor } from '../charts/ChartCursor';
import { expectNoViolations } from '../testing/expectNoViolations';
import { FakeUPlot } from '../testing/fakeUPlot';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testEntity } from '../testing/testData';
import { testLoad } from '../testing/testLoad';
import DatabaseLoad from './DatabaseLoad';

jest.mock('uplot', () => ({
  __esModule: true,
  default: jest.requireActual('../testing/fakeUPlot').FakeUPlot,
}));

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

function render(
  api: Partial<AuroraDbApi> = {},
  options: { language?: string; denied?: string[]; entity?: Entity } = {},
) {
  const { entity = testEntity } = options;
  return renderOnEntityPage(
    <ChartCursor>
      <DatabaseLoad entityRef={stringifyEntityRef(entity)} range="1h" />
    </ChartCursor>,
    { ...options, api },
  ).api;
}
const renderLoad = (load: Partial<Load>, language = 'en') =>
  render({ getLoad: async () => testLoad(load) }, { language });

const chart = (name = 'Average active sessions') =>
  screen.findByRole('figure', { name });
const listed = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

describe('DatabaseLoad', () => {
  beforeEach(() => localStorage.clear());

  it('shows the newest load against the capacity, its classes and its waits, and axe finds nothing', async () => {
    render();
    expect(await chart()).toHaveTextContent('6 active sessions, 4 vCPU');
    expect(await chart()).toHaveTextContent(
      /dashed line is the capacity: 4 vCPU\. A vCPU runs one session at a time/,
    );
    // From the top down, as the chart stacks them.
    expect(listed('Load by class of wait')).toEqual([
      'Lock 5',
      'I/O 0',
      'CPU 1',
    ]);
    expect(listed('Top waits, newest')).toEqual([
      'Lock:transactionid 5',
      'CPU 1',
    ]);
    await expectNoViolations();
  });

  it('stacks the classes, and draws a minute without data as a gap', async () => {
    render();
    await chart();
    expect(FakeUPlot.plots[0]?.data).toEqual([
      [0, 60, 120, 180],
      ...Array.from({ length: 4 }, () => [1, 4, null, 6]),
      [1, 1, null, 1],
      [1, 0.5, null, 1],
    ]);
  });

  it('says in words what most of the load is and when it was highest', async () => {
    render();
    expect(
      within(await chart()).getByRole('slider', {
        name: /^Average active sessions: 73% of the load in this range waits for locks, mostly Lock:transactionid\. The highest load is 6 average active sessions at .* with a capacity of 4 vCPU/,
      }),
    ).toHaveAttribute(
      'aria-valuetext',
      'newest, 6 active sessions, 4 vCPU, CPU 1, Lock 5',
    );
  });

  it('says it in Japanese without spaces between sentences', async () => {
    renderLoad({}, 'ja');
    expect(
      await screen.findByText(
        /^この期間の負荷の 73% はロック待ちで、その大半は Lock:transactionid です。負荷の最大値は/,
      ),
    ).toBeVisible();
  });

  it('moves the cursor by keyboard through the minutes, with their waits', async () => {
    render();
    const slider = within(await chart()).getByRole('slider');
    act(() => slider.focus());
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(
        /1970, .*4 active sessions.*, CPU 0.5, I\/O 0.5, Lock 3$/,
      ),
    );
    expect(screen.getByText(/^Top waits, .*1970/)).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    expect(await chart()).toHaveTextContent('no data');
    expect(screen.getByText('No session was active.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(screen.getByText('Top waits, newest')).toBeVisible();
  });

  it('marks what happened on the chart, and says it', async () => {
    render({
      getEvents: async () => [
        {
          at: new Date(60_500).toISOString(),
          source: 'goal-mandala-prd-writer',
          category: 'failover',
          text: 'Completed failover',
        },
      ],
    });
    const slider = await within(await chart()).findByRole('slider', {
      name: /1 event is marked$/,
    });
    act(() => slider.focus());
    await userEvent.keyboard('{Home}{ArrowRight}');
    expect(await chart()).toHaveTextContent('Completed failover');
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/Completed failover$/),
    );
  });

  it('says that the capacity is above the chart of a low load', async () => {
    renderLoad({ capacity: 64 });
    expect(await chart()).toHaveTextContent(
      /capacity is above the chart: 64 vCPU/,
    );
  });

  it('shows the load of a database with an unknown capacity', async () => {
    renderLoad({ capacity: undefined });
    expect(await chart()).toHaveTextContent('6 active sessions');
    expect(await chart()).not.toHaveTextContent('vCPU');
  });

  it('says that a database had nothing to do', async () => {
    renderLoad({ waits: [], statements: [] });
    expect(
      await screen.findByText(/No session was active in this range/),
    ).toBeVisible();
    expect(screen.queryByRole('figure')).not.toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says in Japanese why there is no load and what to do', async () => {
    renderLoad(
      {
        waits: [],
        statements: [],
        unavailable: createMessage('insight.off', {
          instances: 'goal-mandala-prd-writer',
          environment: 'prod',
        }),
      },
      'ja',
    );
    expect(await screen.findByText('表示できる負荷がありません')).toBeVisible();
    expect(
      screen.getByText(
        /Performance Insights が無効なため、負荷は不明です \(対象: goal-mandala-prd-writer\)/,
      ),
    ).toBeVisible();
    expect(screen.queryByText(/アクティブなセッションはありません/)).toBeNull();
    await expectNoViolations();
  });

  it('keeps the load that it has beside the message that there is no newer one', async () => {
    renderLoad({
      asOf: new Date(Date.now() - 10 * 60_000).toISOString(),
      unavailable: createMessage('insight.unavailable', { reason: 'away' }),
    });
    expect(await chart()).toBeVisible();
    expect(screen.getByText(/gave no answer: away/)).toBeVisible();
    expect(screen.getByText('There is no newer load')).toBeVisible();
    expect(screen.getByText('Stale')).toBeVisible();
    expect(screen.getByText(/^updated 10 min.* ago$/)).toBeVisible();
  });

  it('reads again when the budget of calls allows it', async () => {
    // What waits under fake timers advances them, so that no second and no minute ends meanwhile.
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 23, 12, 0, 10) });
    try {
      const api = render({
        getLoad: jest
          .fn<Promise<Load>, []>()
          .mockResolvedValueOnce(
            testLoad({
              waits: [],
              statements: [],
              unavailable: createMessage('insight.nextMinute', { seconds: 2 }),
            }),
          )
          .mockResolvedValue(testLoad()),
      });
      expect(await screen.findByText('The load follows shortly')).toBeVisible();
      expect(screen.getByText(/range follows in [12] s/)).toBeVisible();
      expect(
        await screen.findByRole('figure', {}, { timeout: 30_000 }),
      ).toBeVisible();
      expect(api.getLoad).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('names the permission that is missing, and reads nothing', async () => {
    const api = render(
      {},
      {
        denied: ['aurora-db.insights.read'],
        // Backstage caches permissions.
        entity: {
          ...testEntity,
          metadata: { ...testEntity.metadata, name: 'no-insights-prd' },
        },
      },
    );
    expect(
      await screen.findByText('You may not see the load of this database'),
    ).toBeVisible();
    expect(
      screen.getByText(/permission aurora-db\.insights\.read/),
    ).toBeVisible();
    expect(api.getLoad).not.toHaveBeenCalled();
  });

  it('names the permission if the backend refuses too', async () => {
    render({
      getLoad: async () => {
        throw await refusal(403, 'NotAllowedError', 'denied');
      },
    });
    expect(
      await screen.findByText(/permission aurora-db\.insights\.read/),
    ).toBeVisible();
  });

  it('says why the load could not be read, keeps the older one, and tries again', async () => {
    const api = render();
    await chart();
    // The page reads at the end of a minute, too.
    api.getLoad.mockRejectedValue(
      await refusal(503, 'ServiceUnavailableError', 'AWS is away'),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh the load' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /data shown was read .*AWS is away/,
    );
    expect(await chart()).toBeVisible();
    api.getLoad.mockResolvedValue(testLoad());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });
});
