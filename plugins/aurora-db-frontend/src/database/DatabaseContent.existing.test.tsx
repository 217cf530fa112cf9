import type {
  Cluster,
  Health,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, within } from '@testing-library/react';
import { expectNoViolations } from '../testing/expectNoViolations';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import {
  testExistingCluster,
  testExistingEntity,
  testExistingHealth,
  testMember,
} from '../testing/testExisting';
import { DatabaseContent } from './DatabaseContent';

jest.mock('uplot', () => ({
  __esModule: true,
  default: jest.requireActual('../testing/fakeUPlot').FakeUPlot,
}));

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

function render(cluster: Partial<Cluster> = {}, health: Partial<Health> = {}) {
  renderOnEntityPage(<DatabaseContent />, {
    entity: testExistingEntity,
    api: {
      getCluster: async () => testExistingCluster(cluster),
      getHealth: async () => testExistingHealth(health),
    },
  });
}

const alarms: Health['alarms'] = [
  {
    id: 'orders-composite',
    name: 'orders-composite',
    severity: 'warning',
    state: 'OK',
    type: 'composite',
  },
  {
    id: 'orders-cpu',
    name: 'orders-cpu',
    severity: 'critical',
    state: 'ALARM',
    since: new Date(2026, 0, 5, 14, 2).toISOString(),
    condition: {
      metricName: 'CPUUtilization',
      statistic: 'Average',
      comparison: 'GreaterThanThreshold',
      threshold: 75,
      periodSeconds: 300,
      instance: 'orders-1',
    },
  },
  {
    id: 'orders-idle',
    name: 'orders-idle',
    severity: 'warning',
    state: 'INSUFFICIENT_DATA',
    condition: {
      metricName: 'DatabaseConnections',
      statistic: 'Maximum',
      comparison: 'LessThanThreshold',
      threshold: 1,
    },
  },
];

describe('the details of a database that the portal did not create', () => {
  beforeEach(() => localStorage.clear());

  it('lists the alarms of other tools with their conditions', async () => {
    render({}, { alarms });
    const list = await screen.findByRole('list', { name: 'Alarms' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(
        /^orders-cpuCPUUtilization \(Average\) > 75% for 5 mins?, instance orders-1Criticalin alarm since /,
      ),
      'orders-idleDatabaseConnections (Maximum) < 1Warningnot enough data',
      'orders-compositecompositeWarningOK',
    ]);
    await expectNoViolations();
  });

  it('shows their thresholds on the charts, and none of the portal', async () => {
    render({}, { alarms });
    const cpu = await screen.findByRole('figure', { name: 'CPU' });
    expect(cpu).toHaveTextContent(/critical above 75%/);
    expect(cpu).not.toHaveTextContent(/80%|90%/);
    expect(
      screen.getByRole('figure', { name: 'Connections' }),
    ).toHaveTextContent(/warning below 1/);
  });

  it('shows the thresholds of the portal for the metrics that no alarm covers', async () => {
    render({}, { alarms, judgedByPortal: ['writeLatency', 'uptime'] });
    const list = await screen.findByRole('list', {
      name: /No alarm covers these metrics/,
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'Write latency above 1,000 msWarning',
      'The writer reports no metricsCritical',
    ]);
    expect(
      screen.getByRole('figure', { name: 'Write latency' }),
    ).toHaveTextContent(/warning above 1,000 ms/);
    expect(
      screen.getByRole('figure', { name: 'Read latency' }),
    ).not.toHaveTextContent(/warning/);
  });

  it('has no chart of a capacity that it does not have', async () => {
    render();
    expect(await screen.findByRole('figure', { name: 'CPU' })).toBeVisible();
    expect(
      screen.queryByRole('figure', { name: 'ACU' }),
    ).not.toBeInTheDocument();
    expect(document.body).not.toHaveTextContent(/ACU/);
  });

  it('has no charts without instances', async () => {
    render({ members: [] });
    expect(await screen.findByText('no instances')).toBeVisible();
    expect(
      screen.queryByRole('figure', { name: 'CPU' }),
    ).not.toBeInTheDocument();
  });

  it('names class, role, zone and status of each instance, and the global database', async () => {
    render({
      globalClusterIdentifier: 'orders-global',
      members: [testMember('orders-1', { status: 'rebooting' })],
    });
    expect(
      await screen.findByText(
        'reader db.r6g.large ap-northeast-1a (rebooting)',
      ),
    ).toBeVisible();
    expect(screen.getByText('1 × db.r6g.large')).toBeVisible();
    expect(screen.getByText('orders-global')).toBeVisible();
    expect(
      screen.getByText('no writer here: a secondary cluster only reads'),
    ).toBeVisible();
    expect(await screen.findByRole('figure', { name: 'CPU' })).toBeVisible();
    expect(
      screen.queryByRole('figure', { name: 'Read latency' }),
    ).not.toBeInTheDocument();
  });

  it('connects as the master user of the cluster', async () => {
    render();
    expect(
      await screen.findByText(/^psql .*dbname=orders user=app_admin /),
    ).toBeVisible();
    expect(document.body).not.toHaveTextContent(/lambda-user/);
  });
});
