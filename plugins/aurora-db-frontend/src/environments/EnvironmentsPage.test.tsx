import {
  createMessage,
  type Readiness,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { DatabasesRoutes } from '../databases/DatabasesRoutes';
import { expectNoViolations } from '../testing/expectNoViolations';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testEnvironments } from '../testing/testData';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const prod = testEnvironments.filter(({ name }) => name === 'prod');
const statement = '{\n  "Effect": "Allow"\n}';
const broken: Readiness = {
  role: 'arn:aws:sts::123456789012:assumed-role/portal/backstage',
  items: [
    {
      check: 'credentials',
      ok: true,
      message: createMessage('preflight.credentials', {
        accountId: '123456789012',
        arn: 'the role',
      }),
    },
    {
      check: 'permissions',
      ok: false,
      message: createMessage('readiness.permissionMissing', {
        principal: 'portal',
        actions: 'rds:CreateDBCluster',
        statement: 'CreateDatabases',
      }),
      remedy: { kind: 'policy', text: statement },
    },
    {
      check: 'permissions',
      ok: false,
      message: createMessage('readiness.permissionMissing', {
        principal: 'portal',
        actions: 'iam:PassRole',
        statement: 'PassMonitoringRole',
      }),
    },
    {
      check: 'key',
      ok: null,
      message: createMessage('readiness.late', { seconds: 25 }),
    },
    {
      check: 'checkOfTheFuture',
      ok: false,
      message: { code: 'readiness.future', text: 'The future is dark' },
    },
  ],
};

const render = (api: Partial<AuroraDbApi> = {}, language = 'en') =>
  renderOnEntityPage(<DatabasesRoutes />, {
    api: {
      getEnvironments: async () => ({ items: prod }),
      getReadiness: async () => broken,
      ...api,
    },
    language,
    address: '/environments',
  }).api;

const card = (name = 'prod') => screen.findByRole('region', { name });

describe('the page of environments', () => {
  // The app keeps the language that was used there.
  beforeEach(() => localStorage.clear());

  it('shows what needs attention, and how to mend it, and axe finds nothing', async () => {
    render();
    const environment = await card();
    expect(await within(environment).findByText('3 problems')).toBeVisible();
    expect(within(environment).getByText('1 unknown')).toBeVisible();
    expect(environment).toHaveTextContent('123456789012');
    expect(environment).toHaveTextContent('ap-northeast-1');
    expect(environment).toHaveTextContent('assumed-role/portal/backstage');
    const [list] = within(environment).getAllByRole('list');
    const items = within(list ?? environment).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringMatching(
        /^Failed:PermissionsNo policy allows portal to call rds:CreateDBCluster .*Add this statement to the policy\{/,
      ),
      // The title of a check is not repeated.
      expect.stringMatching(
        /^Failed:No policy allows portal to call iam:PassRole/,
      ),
      'Unknown:Encryption keyCould not be found out within 25 s',
      'Failed:checkOfTheFutureThe future is dark',
    ]);
    await expectNoViolations();
  });

  it('copies a remedy as it is', async () => {
    render();
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(
      await screen.findByRole('button', {
        name: 'Copy statement',
      }),
    );
    expect(writeText).toHaveBeenCalledWith(statement);
  });

  it('shows what passed on demand, by keyboard too', async () => {
    render();
    const passed = await screen.findByRole('button', {
      name: '1 check passed',
    });
    expect(passed).toHaveAttribute('aria-expanded', 'false');
    passed.focus();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByText('Account 123456789012, as the role'),
    ).toBeVisible();
  });

  it('checks again when asked, and shows the last result meanwhile', async () => {
    let answer = (_: Readiness) => {};
    const getReadiness = jest
      .fn<Promise<Readiness>, [string]>()
      .mockResolvedValueOnce(broken)
      .mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    render({ getReadiness });
    await screen.findByText('3 problems');
    await userEvent.click(
      screen.getByRole('button', { name: 'Check prod again' }),
    );
    await waitFor(() => expect(getReadiness).toHaveBeenCalledTimes(2));
    expect(screen.getByText('3 problems')).toBeVisible();
    answer({ items: [{ check: 'quotas', ok: true }] });
    expect(await screen.findByText('Ready')).toBeVisible();
    expect(screen.queryByText('3 problems')).not.toBeInTheDocument();
  });

  it('says that it checks', async () => {
    render({ getReadiness: () => new Promise(() => {}) });
    expect(await screen.findByText('Checking prod')).toBeVisible();
  });

  it('names the missing permission', async () => {
    render({
      getReadiness: async () => {
        throw await refusal(403, 'NotAllowedError', 'no');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aurora-db.environment.inspect',
    );
    expect(
      screen.queryByRole('button', { name: /again/i }),
    ).not.toBeInTheDocument();
  });

  it('keeps an error to its environment, and tries again', async () => {
    const getReadiness = jest.fn(async (name: string) => {
      if (name === 'dev' && getReadiness.mock.calls.length < 5) {
        throw new Error('The network is gone');
      }
      return { items: [] };
    });
    render({
      getEnvironments: async () => ({ items: testEnvironments }),
      getReadiness,
    });
    const dev = await card('dev');
    expect(await within(dev).findByRole('alert')).toHaveTextContent(
      'The network is gone',
    );
    expect(await within(await card('prod')).findByText('Ready')).toBeVisible();
    await userEvent.click(
      within(dev).getByRole('button', { name: 'Try again' }),
    );
    expect(await within(dev).findByText('Ready')).toBeVisible();
  });

  it('says why the list is not there', async () => {
    const getEnvironments = jest
      .fn<ReturnType<AuroraDbApi['getEnvironments']>, []>()
      .mockRejectedValueOnce(new Error('The network is gone'))
      .mockResolvedValue({ items: prod });
    render({ getEnvironments });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The network is gone',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await card()).toBeVisible();
  });

  it('says that there is none', async () => {
    render({ getEnvironments: async () => ({ items: [] }) });
    expect(
      await screen.findByText(/No environment is configured/),
    ).toBeVisible();
  });

  it('is Japanese for Japanese readers', async () => {
    render({}, 'ja');
    expect(await screen.findByText('問題 3 件')).toBeVisible();
    expect(
      screen.getByText(
        /portal に rds:CreateDBCluster を許可するポリシーがありません/,
      ),
    ).toBeVisible();
    expect(screen.getByText('暗号化キー')).toBeVisible();
  });

  it('shows the title of an environment and its name', async () => {
    render({
      getEnvironments: async () => ({
        items: prod.map(one => ({ ...one, title: 'Production Tokyo' })),
      }),
    });
    expect(await card('Production Tokyo')).toHaveTextContent(
      /^Production Tokyoprod/,
    );
  });

  it('is a tab of the databases', async () => {
    render();
    await card();
    const tabs = screen.getAllByRole('tab');
    expect(
      tabs.map(tab => [tab.textContent, tab.getAttribute('href')]),
    ).toEqual([
      ['Databases', expect.stringMatching(/^\/databases$/)],
      ['Environments', expect.stringMatching(/^\/databases\/environments$/)],
    ]);
  });
});
