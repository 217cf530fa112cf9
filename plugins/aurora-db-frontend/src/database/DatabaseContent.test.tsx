import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { expectNoViolations } from '../testing/expectNoViolations';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { emptyMetrics, testCluster, testHealth } from '../testing/testData';
import { DatabaseContent } from './DatabaseContent';

jest.mock('uplot', () => ({
  __esModule: true,
  default: jest.requireActual('../testing/fakeUPlot').FakeUPlot,
}));

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const render = (api: Partial<AuroraDbApi> = {}) =>
  renderOnEntityPage(<DatabaseContent />, { api }).api;

describe('DatabaseContent', () => {
  beforeEach(() => localStorage.clear());

  it('shows charts, load, alarms, backups, operations, connection and configuration, and axe finds nothing', async () => {
    render({
      getHealth: async () =>
        testHealth({
          capacityUse: {
            acuHours: 20.25,
            atMaximum: 0.1,
            cost: { range: 4.05, month: 2_920, currency: 'USD' },
          },
        }),
    });
    await screen.findByRole('figure', { name: 'ACU' });
    for (const title of [
      'Metrics',
      'Load',
      'Alarms',
      'Configuration',
      'Connection',
      'Snapshots',
      'Operations',
    ]) {
      expect(screen.getByRole('heading', { name: title })).toBeVisible();
    }
    expect(
      screen.getByText(/20.3 ACU-hours in this range, about \$4.05: \$2,920 a/),
    ).toBeVisible();
    await screen.findByText(/No snapshots yet/);
    await screen.findByRole('figure', { name: 'Average active sessions' });
    await expectNoViolations();
  });

  it('reads the range that is chosen, and keeps the charts meanwhile', async () => {
    const api = render();
    await screen.findByRole('figure', { name: 'ACU' });
    expect(api.getHealth.mock.calls[0]?.[1]).toBe('1h');
    const never = new Promise<never>(() => {});
    api.getHealth.mockReturnValue(never);
    await userEvent.click(screen.getByRole('radio', { name: '7 days' }));
    await waitFor(() => expect(api.getHealth.mock.lastCall?.[1]).toBe('7d'));
    expect(screen.getByRole('radio', { name: '7 days' })).toBeChecked();
    expect(screen.getByRole('figure', { name: 'ACU' })).toBeVisible();
  });

  it('reads the load of the range too, at the cursor of the other charts', async () => {
    const api = render();
    const acu = await screen.findByRole('figure', { name: 'ACU' });
    const load = await screen.findByRole('figure', {
      name: 'Average active sessions',
    });
    act(() => within(acu).getByRole('slider').focus());
    await userEvent.keyboard('{Home}');
    expect(load).toHaveTextContent('1 active session, 4 vCPU');
    await userEvent.keyboard('{Escape}');
    expect(load).toHaveTextContent('6 active sessions, 4 vCPU');
    await userEvent.click(screen.getByRole('radio', { name: '7 days' }));
    await waitFor(() => expect(api.getLoad.mock.lastCall?.[1]).toBe('7d'));
  });

  it('begins with the load if the address says so', async () => {
    const shown: Element[] = [];
    Element.prototype.scrollIntoView = function remember(this: Element) {
      shown.push(this);
    };
    renderOnEntityPage(<DatabaseContent />, { address: '/#load' });
    await screen.findByRole('figure', { name: 'Average active sessions' });
    expect(shown.at(-1)).toHaveTextContent(/^Load/);
  });

  it('shows alarms with their state and since when, what wants attention first', async () => {
    render({
      getHealth: async () =>
        testHealth({
          alarms: [
            {
              id: 'connections-warning',
              name: 'goal-mandala-prd-connections-warning',
              severity: 'warning',
              state: 'OK',
            },
            {
              id: 'unreachable',
              name: 'goal-mandala-prd-unreachable',
              severity: 'critical',
              state: 'INSUFFICIENT_DATA',
            },
            {
              id: 'read-latency',
              name: 'goal-mandala-prd-read-latency',
              severity: 'warning',
              state: 'ALARM',
              since: new Date(2026, 0, 5, 14, 2).toISOString(),
            },
            {
              id: 'of-the-future',
              name: 'goal-mandala-prd-of-the-future',
              severity: 'warning',
              state: 'OK',
            },
          ],
        }),
    });
    const alarms = await screen.findByRole('list', { name: 'Alarms' });
    await waitFor(() =>
      expect(
        within(alarms)
          .getAllByRole('listitem')
          .map(item => item.textContent),
      ).toEqual([
        expect.stringMatching(
          /^Read latency above 1,000 msWarningin alarm since .*2026/,
        ),
        'The writer reports no metricsCriticalnot enough data',
        'Connections above 2,352WarningOK',
        'goal-mandala-prd-of-the-futureWarningOK',
      ]),
    );
  });

  it.each([
    ['was read before', { stale: true }],
    [
      'lacks the alarms alone',
      {
        reasons: [
          {
            code: 'health.alarmsUnavailable',
            params: { reason: 'denied' },
            text: 'The states of the alarms could not be read (denied)',
          },
        ],
      },
    ],
  ])('does not say that there is no alarm if health %s', async (_, health) => {
    render({ getHealth: async () => testHealth(health) });
    expect(
      await screen.findByText('The alarms could not be read.'),
    ).toBeVisible();
    expect(screen.queryByText(/has no alarms/)).not.toBeInTheDocument();
  });

  it('shows neither charts nor alarms of what AWS told nothing of', async () => {
    render({
      getCluster: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'refused');
      },
      getHealth: async () =>
        testHealth({
          status: 'unknown',
          severity: 'unknown',
          metrics: emptyMetrics,
          reasons: [createMessage('health.throttledNoData')],
        }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /could not be read.*AWS is throttling requests, and there is no earlier data/,
    );
    expect(screen.getByText('Unknown')).toBeVisible();
    expect(screen.queryByRole('figure')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Alarms' }),
    ).not.toBeInTheDocument();
  });

  it('copies how to connect', async () => {
    const user = userEvent.setup();
    const written = jest.spyOn(navigator.clipboard, 'writeText');
    render({
      getCluster: async () =>
        testCluster({
          arn: 'arn:aws-us-gov:rds:us-gov-west-1:1:cluster:goal',
          secretArn: 'arn:aws:secretsmanager:secret:goal',
          connectionSecretArn: 'arn:aws:secretsmanager:secret:address',
        }),
    });
    const copied = async (what: string) => {
      await user.click(
        await screen.findByRole('button', { name: `Copy ${what}` }),
      );
      return written.mock.lastCall?.[0];
    };
    expect(await copied('Endpoint')).toBe(testCluster().endpoint);
    expect(await copied('Reader endpoint')).toBe(testCluster().readerEndpoint);
    expect(await copied('Port')).toBe('5432');
    expect(await copied('Database')).toBe('goalmandalamain');
    expect(await copied('Master secret')).toBe(
      'arn:aws:secretsmanager:secret:goal',
    );
    expect(await copied('Connection secret')).toBe(
      'arn:aws:secretsmanager:secret:address',
    );
    expect(await copied('psql')).toMatch(/^psql ".*sslmode=verify-full/);
    expect(await copied('Prisma')).toMatch(/^DATABASE_URL="postgresql:/);
    expect(
      screen.getByText(
        /https:\/\/truststore\.pki\.us-gov-west-1\.rds\.amazonaws\.com\/global\/global-bundle\.pem/,
      ),
    ).toBeVisible();
  });

  it('names no connection secret of a database that has none yet', async () => {
    render({
      getCluster: async () =>
        testCluster({ secretArn: 'arn:aws:secretsmanager:secret:goal' }),
    });
    expect(await screen.findByText('Master secret')).toBeVisible();
    expect(screen.queryByText('Connection secret')).not.toBeInTheDocument();
  });

  it('says which permission is missing, and shows nothing', async () => {
    const denied = async () => {
      throw await refusal(403, 'NotAllowedError', 'denied');
    };
    render({ getCluster: denied, getHealth: denied });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aurora-db.cluster.read',
    );
    expect(screen.queryByText('Connection')).not.toBeInTheDocument();
  });

  it('shows the configuration if the health cannot be read', async () => {
    render({
      getHealth: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away');
    expect(
      screen.getByRole('heading', { name: 'Configuration' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('figure', { name: 'ACU' }),
    ).not.toBeInTheDocument();
  });
});
