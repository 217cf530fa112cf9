import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router-dom';
import { expectNoViolations } from '../testing/expectNoViolations';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testSummary } from '../testing/testData';
import { DatabasesPage } from './DatabasesPage';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const ours = { accountId: '111111111111', region: 'ap-northeast-1' };
const theirs = { accountId: '222222222222', region: 'eu-west-1' };
const databases = [
  testSummary({ entityRef: 'resource:default/alpha-prd', ...ours }),
  testSummary({
    entityRef: 'resource:default/beta-prd',
    severity: 'warning',
    ...ours,
  }),
  testSummary({
    entityRef: 'resource:default/dev.gamma',
    origin: 'existing',
    environment: 'dev',
    severity: 'critical',
    owner: 'group:default/payments',
    engineVersion: '14.9',
    capacity: undefined,
    instanceClasses: ['db.r6g.large'],
    ...theirs,
  }),
];

function History() {
  const navigate = useNavigate();
  return (
    <>
      <output>{useLocation().search}</output>
      <button onClick={() => navigate(-1)}>back</button>
      <button onClick={() => navigate(1)}>forward</button>
    </>
  );
}

const render = (address = '/', items = databases, language = 'en') =>
  renderOnEntityPage(
    <>
      <DatabasesPage />
      <History />
    </>,
    {
      api: { getDatabases: async () => ({ items, unavailable: [] }) },
      address,
      language,
    },
  );

const headers = async () =>
  (await screen.findAllByRole('rowheader')).map(cell => cell.textContent);

const choose = async (label: RegExp, option: string) => {
  await userEvent.click(
    within(screen.getByRole('main')).getByRole('button', { name: label }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe('DatabaseList', () => {
  beforeEach(() => localStorage.clear());

  it('groups databases, and opens and closes a group by keyboard', async () => {
    render();
    await headers();
    await choose(/Group by/, 'Environment');
    expect(await headers()).toEqual([
      'dev1 databaseCritical 1',
      'prod2 databasesWarning 1',
    ]);
    const prod = screen.getByRole('button', {
      name: 'prod',
      description: '2 databasesWarning 1',
    });
    expect(prod).toHaveAttribute('aria-expanded', 'false');
    prod.focus();
    await userEvent.keyboard('{Enter}');
    expect(await headers()).toEqual([
      'dev1 databaseCritical 1',
      'prod2 databasesWarning 1',
      'beta-prd',
      'alpha-prd',
    ]);
    expect(prod).toHaveAttribute('aria-expanded', 'true');
    expect(prod).toHaveFocus();
    await expectNoViolations();
    expect(
      await screen.findByText('?group=environment&open=prod'),
    ).toBeInTheDocument();
    await userEvent.keyboard(' ');
    expect(await headers()).toHaveLength(2);
  });

  it.each([
    [
      'account',
      [
        '222222222222, eu-west-11 databaseCritical 1',
        '111111111111, ap-northeast-12 databasesWarning 1',
      ],
    ],
    [
      'engine',
      [
        'PostgreSQL 141 databaseCritical 1',
        'PostgreSQL 152 databasesWarning 1',
      ],
    ],
  ])('groups by %s as the address says', async (group, expected) => {
    render(`/?group=${group}`);
    expect(await headers()).toEqual(expected);
  });

  it('opens and closes all groups', async () => {
    render('/?group=environment&open=*');
    expect(await headers()).toHaveLength(5);
    await userEvent.click(screen.getByRole('button', { name: 'Collapse all' }));
    expect(await headers()).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Expand all' }));
    expect(await headers()).toHaveLength(5);
  });

  it('shows what the address had when the user goes back and forward', async () => {
    render('/?severity=critical');
    expect(await headers()).toEqual(['dev.gammaexisting']);
    await choose(/. Severity$/, 'Warning');
    expect(await screen.findByText('?severity=warning')).toBeInTheDocument();
    expect(await headers()).toEqual(['beta-prd']);
    await userEvent.click(screen.getByText('back'));
    expect(await screen.findByText('?severity=critical')).toBeInTheDocument();
    expect(
      await screen.findByRole('rowheader', { name: /gamma/ }),
    ).toBeVisible();
    await userEvent.click(screen.getByText('forward'));
    expect(
      await screen.findByRole('rowheader', { name: /beta/ }),
    ).toBeVisible();
    expect(screen.getByText('?severity=warning')).toBeInTheDocument();
  });

  it('shows all databases if the address has unknown values', async () => {
    render(
      '/?environment=mars&account=1.x&engine=8&owner=nobody&origin=x&severity=x&group=x&sort=x&page=99&open=x',
    );
    expect(await headers()).toHaveLength(3);
    for (const name of [
      'All Environment',
      'All Account',
      'All Severity',
      'All Engine',
      'All Origin',
      'All Owner',
      'None Group by',
    ]) {
      expect(screen.getByRole('button', { name })).toBeVisible();
    }
  });

  it('clears all filters', async () => {
    render('/?environment=prod&owner=mine&origin=existing&text=x');
    expect(
      await screen.findByText('No database matches the filter.'),
    ).toBeVisible();
    expect(screen.getByText('0 of 3 databases')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await headers()).toHaveLength(3);
    expect(screen.getByText('3 databases')).toBeVisible();
  });

  it.each([
    ['en', 'existing'],
    ['ja', '既存'],
  ])('marks databases of other tools, in %s', async (language, badge) => {
    render('/?sort=name', databases, language);
    const row = await screen.findByRole('row', { name: /dev.gamma/ });
    expect(row).toHaveTextContent(
      new RegExp(
        `^dev.gamma${badge}dev222222222222eu-west-1.*db.r6g.large14.9`,
      ),
    );
    expect(within(row).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/resource/dev.gamma',
    );
    expect(within(screen.getByRole('table')).getAllByText(badge)).toHaveLength(
      1,
    );
  });

  it('has no column and no filter for accounts if there is only one', async () => {
    render('/', [
      testSummary({ ...ours, accountId: '123456789012' }),
      testSummary({
        entityRef: 'resource:default/other',
        ...ours,
        accountId: '123456789012',
      }),
    ]);
    expect(await headers()).toHaveLength(2);
    expect(
      screen.queryByRole('columnheader', { name: 'Account' }),
    ).not.toBeInTheDocument();
    for (const name of ['All Account', 'All Origin', 'All Owner']) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
  });

  it('exports what the filter finds, of all pages and closed groups, in its order', async () => {
    const files: Blob[] = [];
    const names: string[] = [];
    Object.assign(URL, {
      createObjectURL: (file: Blob) => {
        files.push(file);
        return 'blob:file';
      },
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        names.push(this.download);
      });
    const many = Array.from({ length: 60 }, (_, index) =>
      testSummary({ entityRef: `resource:default/db-${index}` }),
    );
    const { events } = render(
      '/?sort=-name&text=db-&group=environment&open=prod',
      [...databases, ...many],
    );
    await headers();
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    const text = await files[0]?.text();
    const lines = text?.trimEnd().split('\r\n') ?? [];
    expect(lines).toHaveLength(61);
    expect(lines[1]).toMatch(/^db-59,resource:default\/db-59,portal,prod,/);
    expect(lines[60]).toMatch(/^db-0,/);
    expect(names[0]).toMatch(/^aurora-databases-\d{4}-\d\d-\d\d\.csv$/);
    expect(events()).toContainEqual(['exportDatabases', 'csv', undefined]);
  });
});
