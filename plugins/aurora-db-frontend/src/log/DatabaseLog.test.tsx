import type { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuroraDbApi, DatabaseLogQuery } from '../api/auroraDbApiRef';
import { expectNoViolations } from '../testing/expectNoViolations';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testSource } from '../testing/testData';
import { testGroup, testLine } from '../testing/testLog';
import DatabaseLog from './DatabaseLog';

/** The lines. react-aria announces in other elements with this role. */
const findLog = () => screen.findByRole('log', { name: 'Lines of the log' });

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const render = (
  address: string,
  getLog: AuroraDbApi['getLog'],
  options: { language?: string; denied?: string[]; entity?: Entity } = {},
) =>
  renderOnEntityPage(<DatabaseLog />, {
    api: { getLog },
    address: `/?${address}`,
    ...options,
  });

/** The page, without the elements in which react-aria announces. */
const page = () => screen.getByRole('article');

/** The table's rows without its header. */
const rows = async () =>
  (await screen.findAllByRole('row')).slice(1).map(row => row.textContent);
const spanInMs = ({ from, to }: DatabaseLogQuery) =>
  Date.parse(to) - Date.parse(from);

describe('DatabaseLog', () => {
  beforeEach(() => localStorage.clear());

  it('shows errors with their SQLSTATE in words, count and last occurrence, and axe finds nothing', async () => {
    const { api } = render('', async () => ({
      items: [
        testGroup(),
        testGroup({
          sqlState: '22999',
          severity: 'FATAL',
          message: 'another one',
          count: 1,
          lastAt: '2026-11-29T05:20:00.000Z',
        }),
        testGroup({ sqlState: undefined, message: 'without', count: 2 }),
      ],
    }));
    const [newest, unique, without] = await rows();
    expect(newest).toMatch(/another one.*22999invalid data.*FATAL.*1.*5:20/);
    expect(unique).toMatch(
      /duplicate key.*23505unique violation.*ERROR.*1,284.*5:12/,
    );
    expect(without).toMatch(/without.*not in the log/);
    expect(screen.getByText(/records each reading/)).toBeVisible();
    expect(api.getLog).toHaveBeenCalledTimes(1);
    const [entityRef, query] = api.getLog.mock.calls[0] ?? [];
    expect(entityRef).toBe('resource:default/goal-mandala-prd');
    expect(query?.kind).toBe('errors');
    expect(query && spanInMs(query)).toBe(60 * 60_000);
    await expectNoViolations(page());
  });

  it('leads from an error to its lines', async () => {
    const { api } = render('kind=errors&range=3h', async (_, { kind }) => ({
      items: kind === 'errors' ? [testGroup()] : [testLine()],
    }));
    await userEvent.click(
      await screen.findByRole('button', { name: /^Lines of: duplicate key/ }),
    );
    expect(await findLog()).toHaveTextContent('SELECT 1');
    expect(screen.getByRole('radio', { name: 'All lines' })).toBeChecked();
    expect(api.getLog.mock.lastCall?.[1]).toMatchObject({
      kind: 'all',
      search: 'duplicate key value violates unique constraint "orders_pkey"',
    });
  });

  it('reads on when the user wants it, and adds up the same errors', async () => {
    const { api } = render('kind=errors', async (_, { next }) =>
      next
        ? {
            items: [
              testGroup({ count: 16, lastAt: '2026-11-29T05:30:00.000Z' }),
            ],
          }
        : {
            items: Array.from({ length: 50 }, (_item, index) =>
              testGroup({ message: `error ${index}`, count: 1 }),
            ).concat(testGroup()),
            next: 'page 2',
          },
    );
    expect(await screen.findByText(/This is a part of the time/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Read on' }));
    await waitFor(() =>
      expect(screen.queryByText(/This is a part/)).not.toBeInTheDocument(),
    );
    const [first] = await rows();
    expect(first).toMatch(/duplicate key.*1,300.*5:30/);
    const [before, after] = api.getLog.mock.calls.map(([, query]) => query);
    expect(after).toEqual({ ...before, next: 'page 2' });
  });

  it('shows slow statements, the slowest first, and sorts them by time', async () => {
    const slow = (ms: number, at: string, statement: string) =>
      testLine({
        id: statement,
        at,
        durationMs: ms,
        text: `UTC::app@goal:[7]:LOG:  duration: ${ms} ms  statement: ${statement}`,
      });
    render('kind=slow', async () => ({
      items: [
        slow(1_250, '2026-11-29T05:01:00.000Z', 'SELECT a'),
        slow(184_500, '2026-11-29T05:02:00.000Z', 'SELECT b'),
        slow(2_000, '2026-11-29T05:03:00.000Z', 'SELECT c'),
      ],
    }));
    expect((await rows())[0]).toMatch(/^184.5 secSELECT b.*…writer$/);
    await userEvent.click(screen.getByRole('columnheader', { name: /Time/ }));
    expect((await rows())[0]).toMatch(/SELECT a/);
    await expectNoViolations(page());
  });

  it('shows a statement that PostgreSQL logged before it ran, and leads to the lines of its session', async () => {
    const { api } = render('kind=slow', async (_, { kind }) => ({
      items: [
        kind === 'slow'
          ? testLine({
              durationMs: 8_000,
              statement: 'SELECT pg_sleep(8)',
              text: '2026-11-29 05:02:07 UTC:127.0.0.1(1):app@goal:[4711]:LOG:  duration: 8000.000 ms',
            })
          : testLine(),
      ],
    }));
    expect((await rows())[0]).toMatch(/^8 secSELECT pg_sleep\(8\)/);
    expect(screen.queryByText(/on a line of its own/)).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Lines of its session' }),
    );
    expect(await findLog()).toHaveTextContent('SELECT 1');
    expect(api.getLog.mock.lastCall?.[1].search).toBe('[4711]');
  });

  it('leads to the lines of its session from a statement that was not found', async () => {
    const { api } = render('kind=slow', async (_, { kind }) => ({
      items: [
        kind === 'slow'
          ? testLine({
              durationMs: 8_000,
              text: '2026-11-29 05:02:07 UTC:127.0.0.1(1):app@goal:[4711]:LOG:  duration: 8000.000 ms',
            })
          : testLine(),
      ],
    }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Lines of its session' }),
    );
    expect(await findLog()).toHaveTextContent('SELECT 1');
    expect(api.getLog.mock.lastCall?.[1]).toMatchObject({
      kind: 'all',
      search: '[4711]',
      from: '2026-11-29T05:01:57.250Z',
    });
  });

  it('searches when the user presses Enter, and says that nothing was found', async () => {
    const { api, events } = render('kind=all&range=24h', async (_, query) => ({
      items: query.search ? [] : [testLine()],
    }));
    await findLog();
    const calls = api.getLog.mock.calls.length;
    const field = screen.getByRole('searchbox', { name: 'Search' });
    await userEvent.type(field, 'orders');
    expect(api.getLog).toHaveBeenCalledTimes(calls);
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByText('Nothing in this time range contains “orders”.'),
    ).toBeVisible();
    expect(api.getLog.mock.lastCall?.[1].search).toBe('orders');
    expect(events()).toEqual([['readLog', 'all', { time: '24h' }]]);
    const [, clear] = screen.getAllByRole('button', {
      name: /Clear/,
    });
    await userEvent.click(clear ?? field);
    expect(await findLog()).toBeVisible();
  });

  it('shows lines without what the columns say, and copies all of it', async () => {
    const lines = [
      testLine({ id: 'b', instance: 'goal-mandala-prd-reader' }),
      testLine({
        id: 'a',
        text: '2026-11-29 05:02:06 UTC::@:[9]:LOG:  checkpoint starting: time',
      }),
    ];
    const user = userEvent.setup();
    const copy = jest.spyOn(navigator.clipboard, 'writeText');
    render('kind=all', async () => ({ items: lines }));
    const log = await findLog();
    expect(log).toHaveTextContent(
      /:07.250 …writer LOG checkpoint starting: time \[9\]Nov.* …reader LOG statement: SELECT 1 127.0.0.1\(1\):app@goal:\[7\]$/,
    );
    expect(within(log).getByTitle('goal-mandala-prd-reader')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Copy.*Lines/ }));
    expect(copy).toHaveBeenCalledWith(
      lines
        .toReversed()
        .map(({ instance, text }) => `${instance} ${text}`)
        .join('\n'),
    );
    await expectNoViolations(page());
  });

  it('shows lines with their severity and local time, and the instance once, the newest last, and older ones on request', async () => {
    const { api } = render(
      'kind=all&from=2026-11-29T04:00:00Z&to=2026-11-29T05:03:00Z',
      async (_, { next }) =>
        next
          ? {
              items: [
                testLine({
                  id: 'older',
                  at: '2026-11-29T04:01:00.000Z',
                  severity: 'ERROR',
                  text: 'an older error',
                }),
              ],
            }
          : {
              items: Array.from({ length: 200 }, (_item, index) =>
                testLine({ id: `line ${index}`, text: `line ${200 - index}` }),
              ),
              next: 'older lines',
            },
    );
    const log = await findLog();
    expect(log).toHaveTextContent(
      /Nov 29, 05:02:07.250 LOG line 1Nov.* line 200$/,
    );
    expect(screen.getAllByText('goal-mandala-prd-writer')).toHaveLength(1);
    expect(screen.getByText('200 lines')).toBeVisible();
    expect(log).not.toHaveTextContent('an older error');
    await userEvent.click(screen.getByRole('button', { name: 'Older lines' }));
    expect(await screen.findByText('201 lines')).toBeVisible();
    expect(log).toHaveTextContent(/ERROR an older error.* line 1Nov/);
    expect(screen.getByText('The time range starts here.')).toBeVisible();
    expect(
      screen.getByRole('switch', { name: 'Follow' }),
    ).toHaveAccessibleDescription(/Only a time range that ends now/);
    const [first, second] = api.getLog.mock.calls.map(([, query]) => query);
    expect(second).toEqual({ ...first, next: 'older lines' });
    await expectNoViolations(page());
  });

  it('asks nothing without the permission, and names it', async () => {
    const { api } = render('', async () => ({ items: [] }), {
      denied: ['aurora-db.log.read'],
      // The answer about the other entity is known from the tests before.
      entity: testSource,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aurora-db.log.read',
    );
    expect(api.getLog).not.toHaveBeenCalled();
    expect(screen.queryByRole('searchbox')).not.toBeInTheDocument();
  });

  it('names the permission if the backend refuses', async () => {
    render('', async () => {
      throw await refusal(403, 'NotAllowedError', 'denied');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aurora-db.log.read',
    );
  });

  it.each(['errors', 'slow', 'all'])(
    'says why the database has no log, in Japanese, with a retry: %s',
    async kind => {
      const { api } = render(
        `kind=${kind}`,
        async () => ({
          items: [],
          unavailable: {
            code: 'log.exportOff',
            params: { clusterIdentifier: 'goal-mandala-prd-aurora-cluster' },
            text: 'off',
          },
        }),
        { language: 'ja' },
      );
      await screen.findByText(/エクスポートされていません/);
      const alert = screen.getByRole('alert');
      expect(alert).toHaveTextContent('goal-mandala-prd-aurora-cluster');
      expect(screen.queryByText(/行はありません/)).not.toBeInTheDocument();
      const calls = api.getLog.mock.calls.length;
      await userEvent.click(within(alert).getByRole('button'));
      await waitFor(() =>
        expect(api.getLog.mock.calls.length).toBeGreaterThan(calls),
      );
    },
  );

  it.each([
    ['errors', /no errors in this time/],
    ['slow', /no slow statements in this time/],
    ['all', /no lines in this time/],
  ])('says that there is nothing to show: %s', async (kind, text) => {
    render(`kind=${kind}`, async () => ({ items: [] }));
    expect(await screen.findByText(text)).toBeVisible();
  });

  it.each(['errors', 'slow', 'all'])(
    'says why a reading failed, and tries again: %s',
    async kind => {
      const { api } = render(`kind=${kind}`, async () => {
        throw new Error('the network is down');
      });
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(/could not be read.*the network is down/);
      api.getLog.mockResolvedValue({ items: [] });
      await userEvent.click(within(alert).getByRole('button'));
      expect(await screen.findByText(/in this time range\./)).toBeVisible();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    },
  );
});
