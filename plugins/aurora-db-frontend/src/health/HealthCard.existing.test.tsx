import {
  createMessage,
  type Cluster,
  type Health,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen } from '@testing-library/react';
import { expectNoViolations } from '../testing/expectNoViolations';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testHealth } from '../testing/testData';
import {
  testExistingCluster,
  testExistingEntity,
  testExistingHealth,
  testMember,
} from '../testing/testExisting';
import { HealthCard } from './HealthCard';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

function render(
  cluster: Partial<Cluster> = {},
  language?: string,
  health: Partial<Health> = {},
) {
  renderOnEntityPage(<HealthCard />, {
    entity: testExistingEntity,
    language,
    api: {
      getCluster: async () => testExistingCluster(cluster),
      getHealth: async () =>
        cluster.capacity ? testHealth(health) : testExistingHealth(),
    },
  });
}

const tileOf = async (term: string) =>
  (await screen.findByText(term)).closest('div')?.textContent;

const facts = async () =>
  (await screen.findByRole('group', { name: /summary|概要/ })).textContent;

describe('the card of a database that the portal did not create', () => {
  // The app keeps the language that was used there.
  beforeEach(() => localStorage.clear());

  it('shows the classes of the instances and no capacity', async () => {
    render();
    expect(await tileOf('Instances')).toBe('Instances2 × db.r6g.large');
    expect(await tileOf('Connections')).toContain('120 of 1,802');
    expect(await facts()).toContain(
      'Aurora PostgreSQL 15.17 · writer 1a, reader 1c',
    );
    expect(document.body).not.toHaveTextContent(/ACU/);
    expect(screen.queryByRole('img', { name: /ACU/ })).not.toBeInTheDocument();
    await expectNoViolations();
  });

  it('says that it can be observed, saved and restored, but not changed', async () => {
    render();
    expect(
      await screen.findByText(
        'The portal did not create this cluster. Watch it, take snapshots and restore it here; change it with the tool that created it.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Take snapshot' })).toBeVisible();
  });

  it('says so in Japanese', async () => {
    render({}, 'ja');
    expect(
      await screen.findByText(
        /^このクラスターはポータル以外のツールで作成されました/,
      ),
    ).toBeVisible();
  });

  it.each([
    ['db.serverless', /about \$2,920 a month at the last hour’s use$/],
    [
      'db.r6g.large',
      /ACUs alone about \$2,920 a month at the last hour’s use$/,
    ],
  ])(
    'says whether the cost is that of all instances: a reader of class %s',
    async (instanceClass, words) => {
      render(
        {
          capacity: { min: 1, max: 8 },
          members: [
            testMember('orders-1', {
              role: 'writer',
              instanceClass: 'db.serverless',
            }),
            testMember('orders-2', { instanceClass }),
          ],
        },
        'en',
        {
          capacityUse: {
            acuHours: 20,
            atMaximum: 0,
            cost: { range: 4, month: 2_920, currency: 'USD' },
          },
        },
      );
      expect(
        (await screen.findByText(/\$2,920/)).parentElement?.textContent,
      ).toMatch(words);
    },
  );

  it.each<[string, Partial<Cluster>, term: string, shown: string | RegExp]>([
    [
      'both for serverless and provisioned instances',
      {
        capacity: { min: 1, max: 8 },
        members: [
          testMember('orders-1', { role: 'writer' }),
          testMember('orders-2', { instanceClass: 'db.serverless' }),
        ],
      },
      'ACU',
      '6.5 of 8 ACUminimum 1 · 1 × db.r6g.large',
    ],
    [
      'several classes',
      {
        members: [
          testMember('orders-1', { role: 'writer' }),
          testMember('orders-2', { instanceClass: 'db.r6g.xlarge' }),
          testMember('orders-3'),
        ],
      },
      'Instances',
      '32 × db.r6g.large, 1 × db.r6g.xlarge',
    ],
    ['that there are no instances', { members: [] }, 'Instances', '0'],
    [
      'that the limit of connections is unknown',
      { maxConnections: { pendingReboot: false } },
      'Connections',
      '120 (limit unknown)',
    ],
    [
      'that the limit is unknown until the instances reboot',
      { maxConnections: { configured: 1802, pendingReboot: true } },
      'Connections',
      '120 (limit unknown)pending reboot → 1,802',
    ],
    [
      'the lowest and the highest limit of connections',
      {
        maxConnections: { live: 1802, liveHighest: 5000, pendingReboot: false },
      },
      'Connections',
      '120 of 1,802 to 5,000',
    ],
    [
      'that a secondary cluster has no writer',
      {
        globalClusterIdentifier: 'orders-global',
        members: [testMember('orders-1')],
      },
      'Latency',
      'no writer',
    ],
  ])('shows %s', async (_, cluster, term, shown) => {
    renderOnEntityPage(<HealthCard />, {
      entity: testExistingEntity,
      api: {
        getCluster: async () => testExistingCluster(cluster),
        getHealth: async () => {
          const health = testExistingHealth();
          const { connections } = health.metrics;
          return cluster.capacity
            ? testHealth()
            : {
                ...health,
                metrics: {
                  ...health.metrics,
                  connections: { ...connections, max: undefined },
                },
              };
        },
      },
    });
    expect(await tileOf(term)).toContain(shown);
  });

  it('names its global database, and what it lacks, in its summary', async () => {
    render({
      globalClusterIdentifier: 'orders-global',
      members: [testMember('orders-1')],
    });
    expect(await facts()).toContain(
      'reader 1a · no writer · global database orders-global',
    );
  });

  it('counts instances that are alike', async () => {
    render({
      members: [
        testMember('orders-1', { role: 'writer' }),
        ...['orders-2', 'orders-3', 'orders-4'].map(id => testMember(id)),
        testMember('orders-5', { status: 'rebooting' }),
      ],
    });
    expect(await facts()).toContain(
      'writer 1a, 3 × reader 1a, reader 1a (rebooting)',
    );
  });

  it.each([
    [
      'en',
      "No alarm covers CPU, read latency, uptime: judged by the portal's thresholds",
    ],
    [
      'ja',
      'CPU、読み取りレイテンシー、稼働時間にはアラームがないため、ポータルのしきい値で判定しています',
    ],
  ])(
    'notes what the portal judges, which is no problem, in %s',
    async (language, note) => {
      renderOnEntityPage(<HealthCard />, {
        entity: testExistingEntity,
        language,
        api: {
          getCluster: async () => testExistingCluster(),
          getHealth: async () => ({
            ...testExistingHealth(),
            reasons: [
              createMessage('health.judgedByPortal', {
                metrics: 'CPUUtilization, ReadLatency, EngineUptime',
              }),
            ],
          }),
        },
      });
      expect(await screen.findByText(note)).toBeVisible();
      expect(
        screen.queryByRole('list', { name: /Problems|問題/ }),
      ).not.toBeInTheDocument();
    },
  );

  it('says in its summary that it has no instances', async () => {
    render({ members: [] });
    expect(await facts()).toContain('no instances');
  });
});
