import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { expectNoViolations } from '../testing/expectNoViolations';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import {
  testEntity,
  testSource,
  testEnvironments,
  testSummary,
} from '../testing/testData';
import { DatabasesPage } from './DatabasesPage';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const databases = [
  testSummary({
    entityRef: 'resource:default/alpha-dev',
    environment: 'dev',
    capacity: { min: 0.5, max: 2 },
  }),
  testSummary({
    entityRef: 'resource:default/beta-prd',
    severity: 'critical',
    owner: 'group:default/payments',
    lastSnapshotAt: new Date(2026, 0, 5, 14, 2).toISOString(),
    earliestRestorableTime: new Date(2025, 11, 7, 9, 30).toISOString(),
    latestRestorableTime: new Date(2026, 0, 6, 14, 2).toISOString(),
  }),
  testSummary({
    entityRef: 'resource:default/gamma-prd',
    severity: 'warning',
    status: 'stopped',
    capacity: { min: 1, max: 16, current: 12 },
  }),
];

const render = (api: Partial<AuroraDbApi> = {}, language = 'en') =>
  renderOnEntityPage(<DatabasesPage />, {
    api: {
      getDatabases: async () => ({ items: databases, unavailable: [] }),
      ...api,
    },
    language,
  }).api;

/** A template that creates databases. */
const template = (
  name: string,
  title: string,
  tags: string[] = [],
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default', title, tags },
  spec: {
    type: 'resource',
    steps: [
      { action: 'aurora:repository:check' },
      { action: 'aurora:database:deploy' },
    ],
  },
});

/** Renders the page without a database, beside a catalog. */
const renderEmpty = (options: { entities: Entity[]; language?: string }) =>
  renderOnEntityPage(<DatabasesPage />, {
    api: { getDatabases: async () => ({ items: [], unavailable: [] }) },
    catalogApi: catalogApiMock({ entities: options.entities }),
    language: options.language,
  });

/** The control of a filter. */
const filter = (name: string) =>
  screen.getByRole('button', { name: new RegExp(`. ${name}$`) });

/** What sorts by a column. */
const header = (name: string) =>
  within(screen.getByRole('columnheader', { name })).getByRole('button');

const Address = () => <output>{useLocation().search}</output>;

/** The names in the table, from top to bottom. */
const names = async () => {
  const [, ...rows] = await screen.findAllByRole('row');
  return rows.map(row => within(row).getByRole('rowheader').textContent);
};

/** An environment that could not be read, for a reason of a newer backend. */
const unread = (environment: string, text: string) => ({
  environment,
  messages: [{ code: 'error.newer', text }],
});

describe('DatabasesPage', () => {
  beforeEach(() => localStorage.clear());

  it('shows every database, the worst first, and axe finds nothing', async () => {
    render();
    expect(await names()).toEqual(['beta-prd', 'gamma-prd', 'alpha-dev']);
    const [, beta, gamma, alpha] = screen.getAllByRole('row');
    expect(beta).toHaveTextContent(
      /^beta-prdprodCriticalavailable6.5 of 16 ACU15.17payments.*2026.*2026/,
    );
    expect(gamma).toHaveTextContent(/Warningstopped12 of 16 ACU/);
    expect(alpha).toHaveTextContent(/devOKavailable— of 2 ACU15.17guests——$/);
    expect(screen.getByText('3 databases')).toBeVisible();
    expect(
      screen.queryByRole('navigation', { name: 'Pages' }),
    ).not.toBeInTheDocument();
    await expectNoViolations();
  });

  it('sorts by a column, by keyboard too', async () => {
    render();
    await names();
    await userEvent.click(header('Capacity'));
    expect(await names()).toEqual(['alpha-dev', 'beta-prd', 'gamma-prd']);
    await userEvent.keyboard('{Enter}');
    expect(await names()).toEqual(['gamma-prd', 'beta-prd', 'alpha-dev']);
  });

  it('filters by text, environment and severity', async () => {
    render();
    await names();
    const search = screen.getByRole('searchbox', { name: 'Search' });
    await userEvent.type(search, 'payments');
    expect(await names()).toEqual(['beta-prd']);
    await userEvent.clear(search);
    await userEvent.click(filter('Environment'));
    await userEvent.click(await screen.findByRole('option', { name: 'prod' }));
    expect(await names()).toEqual(['beta-prd', 'gamma-prd']);
    await userEvent.click(filter('Severity'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Warning' }),
    );
    expect(await names()).toEqual(['gamma-prd']);
    await userEvent.type(search, 'nothing like it');
    expect(
      await screen.findByText('No database matches the filter.'),
    ).toBeVisible();
  });

  it('filters by environments of any name, and sorts them as app-config does', async () => {
    const order = ['eu-prod', 'dev', 'ap-prod'];
    render({
      getEnvironments: async () => ({
        items: testEnvironments
          .slice(0, order.length)
          .map((environment, index) => ({
            ...environment,
            name: order[index] ?? '',
            ...(order[index] === 'eu-prod' && { title: 'Europe' }),
          })),
      }),
      getDatabases: async () => ({
        items: [
          testSummary({
            entityRef: 'resource:default/a-ap-prod',
            environment: 'ap-prod',
          }),
          testSummary({
            entityRef: 'resource:default/b-dev',
            environment: 'dev',
          }),
          testSummary({
            entityRef: 'resource:default/c-eu-prod',
            environment: 'eu-prod',
            environmentTitle: 'Europe',
          }),
        ],
        unavailable: [unread('eu-prod', 'AWS is away')],
      }),
    });
    await names();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The databases of Europe could not be read',
    );
    await userEvent.click(header('Environment'));
    expect(await names()).toEqual(['c-eu-prod', 'b-dev', 'a-ap-prod']);
    await userEvent.click(filter('Environment'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Europe' }),
    );
    expect(await names()).toEqual(['c-eu-prod']);
  });

  it('has its filter in the address, so that it can be passed on', async () => {
    renderOnEntityPage(
      <>
        <DatabasesPage />
        <Address />
      </>,
      {
        api: {
          getDatabases: async () => ({ items: databases, unavailable: [] }),
        },
        address: '/?environment=prod&severity=warning&view=mine',
      },
    );
    expect(await names()).toEqual(['gamma-prd']);
    await userEvent.type(screen.getByRole('searchbox'), 'gam');
    expect(
      await screen.findByText(
        '?environment=prod&severity=warning&view=mine&text=gam',
      ),
    ).toBeInTheDocument();
  });

  it('shows a thousand databases page by page', async () => {
    render({
      getDatabases: async () => ({
        items: Array.from({ length: 1_000 }, (_, index) =>
          testSummary({ entityRef: `resource:default/db-${index}-prd` }),
        ),
        unavailable: [],
      }),
    });
    expect(await names()).toHaveLength(50);
    expect(screen.getByText('1–50 of 1,000')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('51–100 of 1,000')).toBeVisible();
    expect((await names())[0]).toBe('db-50-prd');
    // What is found is shown from its first page on.
    await userEvent.type(screen.getByRole('searchbox'), 'db-9');
    expect(await screen.findByText('1–50 of 111')).toBeVisible();
  });

  it.each([
    ['en', /Dec 7, 2025, 9:30\sAM – Jan 6, 2026, 2:02\sPM$/],
    ['ja', /2025\/12\/07 9:30〜2026\/01\/06 14:02$/],
  ])(
    'shows from when to when they can be restored, in %s',
    async (language, words) => {
      render({}, language);
      const row = await screen.findByRole('row', { name: /beta-prd/ });
      expect(row.textContent).toMatch(words);
    },
  );

  it('says which environments are missing beside those that are there, a reason once', async () => {
    render({
      getDatabases: async () => ({
        items: databases,
        unavailable: [
          unread('local', 'No credentials'),
          unread('stg', 'AWS is throttling'),
          unread('dev', 'No credentials'),
        ],
      }),
    });
    expect(
      (await screen.findAllByRole('alert')).map(alert => alert.textContent),
    ).toEqual([
      'The databases of local and dev could not be readNo credentials',
      'The databases of stg could not be readAWS is throttling',
    ]);
    expect(await names()).toHaveLength(3);
  });

  it("says in the reader's language why an environment is missing", async () => {
    render(
      {
        getDatabases: async () => ({
          items: databases,
          unavailable: [
            {
              environment: 'stg',
              messages: [
                createMessage('error.awsSilent', {
                  seconds: 8,
                  accountId: '444444444444',
                  environment: 'stg',
                  region: 'ap-northeast-1',
                }),
              ],
            },
          ],
        }),
      },
      'ja',
    );
    expect((await screen.findByRole('alert')).textContent).toContain(
      'アカウント 444444444444 (stg、ap-northeast-1) で AWS が 8 秒間応答していません',
    );
  });

  it('does not say that there is no database if an environment could not be read', async () => {
    render({
      getDatabases: async () => ({
        items: [],
        unavailable: [unread('stg', 'No credentials')],
      }),
    });
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(
      screen.queryByText(/There are no databases yet/),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText(/There are no other databases to show/),
    ).toBeVisible();
    await expectNoViolations();
  });

  it.each([
    [
      'en',
      'You may not see databases',
      /permission aurora-db\.cluster\.read\. Ask/,
    ],
    ['ja', '表示する権限がありません', /権限 aurora-db\.cluster\.read が必要/],
  ])(
    'says which permission is missing, in %s',
    async (language, title, way) => {
      render(
        {
          getDatabases: async () => {
            throw await refusal(403, 'NotAllowedError', 'denied');
          },
        },
        language,
      );
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(title);
      expect(alert).toHaveTextContent(way);
      expect(screen.queryByRole('table')).not.toBeInTheDocument();
      expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
      await expectNoViolations();
    },
  );

  it('says that the backend has no such list', async () => {
    render({
      getDatabases: async () => {
        throw await refusal(404, 'NotFoundError', 'No route');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /This portal has no list of databases.*lacks the aurora-db plugin/,
    );
  });

  it('keeps what it had when a refresh fails, and says how old it is', async () => {
    const api = render();
    expect(await names()).toHaveLength(3);
    api.getDatabases.mockRejectedValue(new Error('the network is down'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The refresh failed; the data shown was read .* ago.*the network is down/,
    );
    expect(await names()).toHaveLength(3);
    await expectNoViolations();

    api.getDatabases.mockResolvedValue({ items: databases, unavailable: [] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('says that there is none yet, and links to the template that creates one', async () => {
    renderEmpty({ entities: [template('goal-mandala-db', 'Aurora database')] });
    expect(
      await screen.findByRole('heading', {
        name: 'There are no databases yet',
      }),
    ).toBeVisible();
    // Without the scaffolder's form, the template's own page is the next best.
    expect(
      await screen.findByRole('link', { name: 'Aurora database' }),
    ).toHaveAttribute('href', '/catalog/default/template/goal-mandala-db');
    expect(
      screen.getByText('auroraDb.environments.<name>.existing'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Existing databases' }),
    ).toHaveAttribute('href', expect.stringMatching(/#existing-databases$/));
    await expectNoViolations();
  });

  it.each([
    ['en', 'Aurora database', 'Aurora データベース'],
    ['ja', 'Aurora データベース', 'Aurora database'],
  ])('links to the template in %s', async (language, shown, other) => {
    renderEmpty({
      entities: [
        template('goal-mandala-db', 'Aurora database'),
        template('goal-mandala-db-ja', 'Aurora データベース', ['ja']),
      ],
      language,
    });
    expect(await screen.findByRole('link', { name: shown })).toBeVisible();
    expect(screen.queryByRole('link', { name: other })).not.toBeInTheDocument();
  });

  it('says that the catalog has no template that creates databases', async () => {
    renderEmpty({ entities: [] });
    expect(
      await screen.findByText(/action aurora:database:deploy/),
    ).toBeVisible();
  });

  it('says which permission is missing if the catalog has databases', async () => {
    renderEmpty({ entities: [testEntity, testSource] });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/You may not see the 2 databases/);
    expect(alert).toHaveTextContent('aurora-db.cluster.read');
    expect(
      screen.queryByText('There are no databases yet'),
    ).not.toBeInTheDocument();
  });

  it('says that the portal is not configured, and why', async () => {
    render({
      getDatabases: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'Not configured', [
          createMessage('error.notConfigured', {
            problems: 'auroraDb.environments is missing',
          }),
        ]);
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The configuration of this portal has errors',
    );
    expect(alert).toHaveTextContent('auroraDb.environments is missing');
  });

  it('says that it is loading', async () => {
    render({ getDatabases: () => new Promise(() => {}) });
    expect(
      await screen.findByText('Loading the databases'),
    ).toBeInTheDocument();
  });

  it('says why nothing could be read, in Japanese, and tries again when asked', async () => {
    const api = render(
      {
        getDatabases: async () => {
          throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
        },
      },
      'ja',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /データベースを取得できませんでした.*AWS is away/,
    );
    const { length } = api.getDatabases.mock.calls;
    await userEvent.click(screen.getByRole('button', { name: '再試行' }));
    await waitFor(() =>
      expect(api.getDatabases.mock.calls.length).toBeGreaterThan(length),
    );
  });
});
