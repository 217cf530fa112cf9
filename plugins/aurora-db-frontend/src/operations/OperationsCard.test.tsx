import { screen, waitFor, within } from '@testing-library/react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import userEvent from '@testing-library/user-event';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testEvent } from '../testing/testLog';
import { testGuest, testRestore, testSource } from '../testing/testData';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { OperationsCard } from './OperationsCard';

const restored = {
  ...testSource,
  metadata: { ...testSource.metadata, name: 'goal-mandala-copy-prd' },
};

function renderCard(
  getOperations: AuroraDbApi['getOperations'],
  language = 'en',
  getEvents: AuroraDbApi['getEvents'] = async () => [],
) {
  return renderOnEntityPage(<OperationsCard />, {
    api: { getOperations, getEvents },
    language,
    catalogApi: catalogApiMock({
      entities: [testGuest, testSource, restored],
    }),
  });
}

const items = async () =>
  (await screen.findAllByRole('listitem')).map(item => within(item));

jest.setTimeout(180_000);

describe('OperationsCard', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    jest.useRealTimers();
  });

  it('shows a running operation with its progress and its user, and polls until it ends', async () => {
    // What waits under fake timers advances them, so that the polling takes no time.
    jest.useFakeTimers();
    const { api } = renderCard(async () => [testRestore()]);
    const [item] = await items();
    expect(item?.getByText('running')).toBeVisible();
    expect(item?.getByRole('progressbar')).toHaveAttribute('value', '40');
    expect(await item?.findByRole('link', { name: 'guest' })).toBeVisible();

    api.getOperations.mockResolvedValue([
      testRestore({
        status: 'succeeded',
        progress: undefined,
        endedAt: '2026-11-23T03:45:30.000Z',
      }),
    ]);
    expect(await screen.findByText('succeeded')).toBeVisible();
    expect(screen.getByText('took 1 hr 5 min')).toBeVisible();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('links the source to the restored database, and back', async () => {
    renderCard(async () => [
      testRestore({ status: 'succeeded' }),
      testRestore({
        id: 'restore-0',
        status: 'succeeded',
        message: {
          code: 'operation.restoredFrom',
          params: { source: 'resource:default/goal-mandala-stg' },
          text: 'Restored from resource:default/goal-mandala-stg',
        },
      }),
    ]);
    const [to, from] = await items();
    expect(to?.getByText(/^Into/)).toBeVisible();
    expect(
      await to?.findByRole('link', { name: /goal-mandala-copy-prd/ }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/goal-mandala-copy-prd',
    );
    expect(from?.getByText(/^From/)).toBeVisible();
    expect(
      await from?.findByRole('link', { name: /goal-mandala-stg/ }),
    ).toHaveAttribute('href', '/catalog/default/resource/goal-mandala-stg');
  });

  it('shows why an operation failed, and an unknown message in English', async () => {
    renderCard(async () => [
      testRestore({
        status: 'failed',
        endedAt: '2026-11-23T02:40:12.000Z',
        message: {
          code: 'operation.failed',
          params: { what: 'Writer', reason: 'no capacity' },
          text: 'Writer: no capacity',
        },
      }),
      testRestore({
        id: 'new',
        message: { code: 'operation.fromTheFuture', text: 'A newer one' },
      }),
    ]);
    const [failed, newer] = await items();
    expect(failed?.getByText('failed')).toBeVisible();
    expect(failed?.getByText('Writer: no capacity')).toBeVisible();
    expect(failed?.getByText('took 12 sec')).toBeVisible();
    expect(newer?.getByText('A newer one')).toBeVisible();
  });

  it('merges the events of RDS in time, and leaves out backups until the user wants them', async () => {
    renderCard(
      async () => [testRestore({ status: 'succeeded' })],
      'en',
      async () => [
        testEvent(),
        testEvent({
          at: '2026-11-23T02:45:00.000Z',
          category: 'backup',
          text: 'Finished backup',
        }),
        testEvent({
          at: '2026-11-23T02:30:00.000Z',
          category: 'something new',
          text: 'of the future',
        }),
      ],
    );
    await screen.findByText(/^Completed failover/);
    const texts = () =>
      screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(texts()).toEqual([
      expect.stringMatching(
        /^FailoverRDS event · goal-mandala-prd-aurora-cluster.*2:50/,
      ),
      expect.stringMatching(/^Restore/),
      expect.stringMatching(/^something newRDS event.*of the future/),
    ]);
    await userEvent.click(
      screen.getByRole('switch', {
        name: 'Show backups and notices (1)',
      }),
    );
    expect(texts()[1]).toMatch(/^Backup.*Finished backup/);
    expect(texts()).toHaveLength(4);
  });

  it('shows the newest entries first, and a running operation however many events followed', async () => {
    renderCard(
      async () => [testRestore()],
      'en',
      async () =>
        Array.from({ length: 12 }, (_, index) =>
          testEvent({ text: `event ${index}` }),
        ),
    );
    await screen.findByText('event 0');
    expect(screen.getAllByRole('listitem')).toHaveLength(11);
    expect(screen.getByText('running')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show all 13' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(13);
  });

  it('shows the operations while the events are loading', async () => {
    renderCard(
      async () => [testRestore()],
      'en',
      () => new Promise<never>(() => {}),
    );
    expect(await screen.findByText('running')).toBeVisible();
  });

  it('shows the operations, and says why the events could not be read', async () => {
    renderCard(
      async () => [testRestore()],
      'en',
      async () => {
        throw new Error('RDS is silent');
      },
    );
    expect(await screen.findByText('running')).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /events of RDS could not be read.*RDS is silent/,
    );
  });

  it('says that there are no recent operations', async () => {
    renderCard(async () => []);
    expect(
      await screen.findByText(
        /There are no recent operations on this database/,
      ),
    ).toBeVisible();
  });

  it('says that it is loading', async () => {
    renderCard(() => new Promise(() => {}));
    expect(
      await screen.findByText('Loading the operations'),
    ).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    renderCard(async () => {
      throw await refusal(403, 'NotAllowedError', 'denied');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'aurora-db.cluster.read',
    );
  });

  it('keeps the older data when a refresh fails, and reads again on request', async () => {
    const { api } = renderCard(async () => [
      testRestore({ status: 'succeeded' }),
    ]);
    await items();
    api.getOperations.mockRejectedValue(new Error('the network is down'));
    const refresh = screen.getByRole('button', {
      name: 'Refresh the operations',
    });
    await waitFor(() => expect(refresh).toBeEnabled());
    await userEvent.click(refresh);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The refresh failed.*the network is down/,
    );
    expect(screen.getByText('Stale')).toBeVisible();
    api.getOperations.mockResolvedValue([]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/There are no recent operations/),
    ).toBeVisible();
  });

  it('speaks Japanese', async () => {
    renderCard(async () => [testRestore()], 'ja');
    const [item] = await items();
    expect(item?.getByText('実行中')).toBeVisible();
    expect(item?.getByText(/として復元/)).toBeVisible();
  });
});
