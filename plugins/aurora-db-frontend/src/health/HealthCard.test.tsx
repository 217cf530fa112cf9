import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, within } from '@testing-library/react';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import {
  emptyMetrics,
  testCluster,
  testHealth,
  testSnapshot,
} from '../testing/testData';
import { HealthCard } from './HealthCard';

function renderCard(api: Partial<AuroraDbApi> = {}, language = 'en') {
  return renderOnEntityPage(<HealthCard />, { api, language }).api;
}

/** The text beside a term, e.g. a metric's value beside its name. */
const valueOf = async (term: string) =>
  (await screen.findByText(term)).closest('div')?.textContent;

const factsOf = async () =>
  (await screen.findByRole('group', { name: 'Database summary' })).textContent;

const hourInMs = 60 * 60 * 1000;

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

describe('HealthCard', () => {
  // The app keeps the language that was used there.
  beforeEach(() => localStorage.clear());

  it('shows the five metrics with their units, against their ceilings', async () => {
    renderCard();
    expect(await valueOf('ACU')).toContain('6.5 of 16 ACU');
    expect(await valueOf('ACU')).toContain('minimum 1');
    expect(await valueOf('Connections')).toContain('2,980 of 3,360');
    expect(await valueOf('CPU')).toContain('43%');
    // The small value is not nothing.
    expect(await valueOf('Latency')).toContain('read 1.2 write <0.01 ms');
  });

  it('describes the trend of a metric in words', async () => {
    renderCard();
    expect(
      await screen.findByRole('img', {
        name: 'ACU over the last hour: lowest 3.3 ACU, highest 6.5 ACU',
      }),
    ).toBeInTheDocument();
  });

  it('summarises the database in one line, and shows its endpoint', async () => {
    renderCard({
      getCluster: async () =>
        testCluster({
          restoredFrom: 'resource:default/goal-mandala-stg',
          backup: {
            retentionDays: 30,
            window: '18:00-19:00',
            latestRestorableTime: new Date(2026, 0, 5, 14, 31).toISOString(),
          },
        }),
      getSnapshots: async () => ({
        items: [
          testSnapshot({ status: 'creating' }),
          testSnapshot({
            createdAt: new Date(Date.now() - 2.5 * hourInMs).toISOString(),
          }),
        ],
        quota: { used: 2, limit: 100 },
      }),
    });
    const facts = await screen.findByRole('group', {
      name: 'Database summary',
    });
    await within(facts).findByText(/^snapshot 2 /);
    expect(facts).toHaveTextContent(
      /^Aurora PostgreSQL 15\.17 · writer 1a, reader 1c · snapshot 2 h.* ago · restorable to .*2026.*$/,
    );
    expect(await valueOf('Endpoint')).toContain('goal.cluster-abc.');
    expect(
      await screen.findByRole('link', { name: /goal-mandala-stg/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', {
        name: 'Aurora database · goal-mandala-prd',
      }),
    ).toBeVisible();
    expect(screen.getByText('prod')).toBeVisible();
    expect(screen.getByText('OK')).toBeVisible();
  });

  it.each([
    [
      0.62,
      /a month at the last hour’s use · at maximum capacity for 62% of the hour$/,
    ],
    [0, /a month at the last hour’s use$/],
  ])(
    'shows the cost of the capacity and the share of time at its maximum (%s)',
    async (atMaximum, words) => {
      renderCard({
        getHealth: async () =>
          testHealth({
            capacityUse: {
              acuHours: 20,
              atMaximum,
              cost: { range: 4, month: 2_920, currency: 'USD' },
            },
          }),
      });
      const cost = await screen.findByText(/\$2,920/);
      expect(cost.parentElement?.textContent).toMatch(words);
    },
  );

  it('shows the share of time at the maximum capacity once', async () => {
    renderCard({
      getHealth: async () =>
        testHealth({
          capacityUse: {
            acuHours: 20,
            atMaximum: 0.62,
            cost: { range: 4, month: 2_920, currency: 'USD' },
          },
          reasons: [
            createMessage('health.atMaximum', { max: 16, percent: 62 }),
          ],
        }),
    });
    expect(
      await screen.findByText(
        'At the maximum of 16 ACU for 62% of the last hour',
      ),
    ).toBeVisible();
    expect(screen.getAllByText(/62/)).toHaveLength(1);
  });

  it('shows the severity and its reasons', async () => {
    renderCard({
      getHealth: async () =>
        testHealth({
          severity: 'warning',
          reasons: [
            createMessage('health.connections', {
              current: 2980,
              max: 3360,
              percent: 89,
              severity: 'warning',
              threshold: 2352,
            }),
            { code: 'health.fromTheFuture', text: 'A newer reason' },
          ],
        }),
    });
    expect(await screen.findByText('Warning')).toBeVisible();
    const reasons = within(screen.getByRole('list', { name: 'Problems' }));
    expect(
      reasons.getByText('Connections 2,980 of 3,360: 89%, warning above 2,352'),
    ).toBeVisible();
    expect(reasons.getByText('A newer reason')).toBeVisible();
  });

  it('speaks Japanese', async () => {
    renderCard(
      {
        getHealth: async () =>
          testHealth({
            severity: 'critical',
            reasons: [
              {
                code: 'health.cpu',
                params: { current: 95, severity: 'critical', threshold: 90 },
                text: 'CPU 95%: critical above 90%',
              },
            ],
          }),
      },
      'ja',
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Aurora データベース · goal-mandala-prd',
      }),
    ).toBeVisible();
    expect(
      await screen.findByText('CPU 95%: 90% を超えると重大です'),
    ).toBeVisible();
  });

  it('says that it is loading until data arrives', async () => {
    renderCard({
      getCluster: () => new Promise(() => {}),
      getHealth: () => new Promise(() => {}),
    });
    expect(
      await screen.findByText('Loading the health of the database'),
    ).toBeInTheDocument();
    expect(screen.queryByText('ACU')).not.toBeInTheDocument();
  });

  it('shows a dash, never a zero, if there is no datapoint', async () => {
    renderCard({
      getHealth: async () =>
        testHealth({
          severity: 'unknown',
          metrics: emptyMetrics,
          reasons: [createMessage('health.noData')],
        }),
    });
    for (const metric of ['ACU', 'Connections', 'CPU', 'Latency']) {
      const text = await valueOf(metric);
      expect(text).toContain('—no data yet');
      expect(text).not.toMatch(/\b0\b/);
    }
    expect(await valueOf('CPU')).not.toContain('%');
    expect(await valueOf('Latency')).not.toMatch(/\bms\b/);
    expect(screen.getByText('Unknown')).toBeVisible();
    expect(
      screen.getByText(
        'No data yet: CloudWatch has no datapoint in this range',
      ),
    ).toBeVisible();
  });

  it('shows a cluster that is being created, without an endpoint', async () => {
    renderCard({
      getCluster: async () =>
        testCluster({
          status: 'creating',
          endpoint: undefined,
          readerEndpoint: undefined,
          port: undefined,
          members: [],
        }),
      getHealth: async () =>
        testHealth({
          status: 'creating',
          severity: 'unknown',
          metrics: emptyMetrics,
        }),
    });
    expect(await factsOf()).toContain('being created');
    expect(await valueOf('Endpoint')).toContain('none yet');
    expect(screen.queryByText('Port')).not.toBeInTheDocument();
  });

  it('names a change of the cluster in Japanese', async () => {
    renderCard(
      {
        getHealth: async () =>
          testHealth({
            status: 'missing',
            severity: 'warning',
            reasons: [
              {
                code: 'health.transition',
                params: { status: 'modifying' },
                text: 'The cluster is modifying',
              },
            ],
          }),
      },
      'ja',
    );
    expect(await screen.findByText('クラスターなし')).toBeVisible();
    expect(
      screen.getByText('クラスターのステータスは「変更中」です'),
    ).toBeVisible();
  });

  it.each([
    ['stopped', 'stopped'],
    ['paused', 'paused'],
    ['storage-optimization', 'storage-optimization'],
  ])('shows the status %s as %s', async (status, text) => {
    renderCard({ getHealth: async () => testHealth({ status }) });
    expect(await factsOf()).toMatch(new RegExp(`^${text} · `));
  });

  it('shows no reader endpoint without a reader', async () => {
    const { members } = testCluster();
    renderCard({
      getCluster: async () => testCluster({ members: members.slice(0, 1) }),
    });
    await valueOf('Endpoint');
    expect(screen.queryByText('Reader endpoint')).toBeNull();
  });
});
