import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../testing/refusal';
import {
  automated,
  manual,
  quota,
  renderSnapshotsCard,
} from '../testing/renderSnapshotsCard';
import { testSnapshot } from '../testing/testData';
import {
  testExistingCluster,
  testExistingEntity,
} from '../testing/testExisting';

const rowOf = async (id: string) => {
  const row = (await screen.findByText(id)).closest('li');
  if (!row) {
    throw new Error(`${id} is not in a list`);
  }
  return within(row);
};

const button = (name: string | RegExp) => screen.findByRole('button', { name });

const enabled = async (name: string | RegExp) => {
  const found = await button(name);
  await waitFor(() => expect(found).toBeEnabled());
  return found;
};

jest.setTimeout(180_000);

describe('SnapshotsCard', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lists snapshots with their details and the quota', async () => {
    renderSnapshotsCard({
      getSnapshots: async () => ({
        items: [
          testSnapshot({ expiresAt: '2027-01-23T02:31:05.000Z' }),
          automated,
        ],
        quota,
      }),
    });
    const row = await rowOf(manual.id);
    expect(row.getByText('before the migration')).toBeVisible();
    expect(row.getByText('Release v2.4.0')).toBeVisible();
    expect(row.getByText(/Nov 23, 2026/)).toBeVisible();
    expect(row.getByText('1.5 GiB')).toBeVisible();
    expect(row.getByText(/expires Jan 23, 2027/)).toBeVisible();
    expect(await row.findByRole('link', { name: 'guest' })).toBeVisible();
    expect((await rowOf(automated.id)).getByText('Automated')).toBeVisible();
    expect(
      screen.getByText(
        '12 of 100 manual snapshots used in this account and region',
      ),
    ).toBeVisible();
  });

  it('shows the progress of a snapshot, and polls until it is available', async () => {
    // What waits under fake timers advances them, so that the polling takes no time.
    jest.useFakeTimers();
    const items = [testSnapshot({ status: 'creating', percentProgress: 43 })];
    const { api } = renderSnapshotsCard({
      getSnapshots: async () => ({ items, quota }),
    });
    const row = await rowOf(manual.id);
    expect(row.getByText('being created')).toBeVisible();
    expect(row.getByRole('progressbar')).toHaveAttribute('value', '43');
    expect(row.getByRole('status')).toHaveTextContent(
      'Progress of before the migration 43%',
    );
    expect(
      row.getByRole('button', { name: /^Restore from/ }),
    ).toHaveAccessibleDescription('Only an available snapshot can be restored');
    expect(row.getByRole('button', { name: /^Delete/ })).toBeDisabled();

    api.getSnapshots.mockResolvedValue({ items: [manual], quota });
    await waitFor(() =>
      expect(screen.queryByRole('progressbar')).not.toBeInTheDocument(),
    );
    expect(
      row.getByRole('button', { name: /^Restore from/ }),
    ).not.toHaveAccessibleDescription();
  });

  it('shows the newest at first, and the others on request', async () => {
    renderSnapshotsCard({
      getSnapshots: async () => ({
        items: Array.from({ length: 9 }, (_, index) =>
          testSnapshot({ id: `snapshot-${index}` }),
        ),
        quota,
      }),
    });
    await screen.findByText('snapshot-5');
    expect(screen.queryByText('snapshot-6')).not.toBeInTheDocument();
    await userEvent.click(await button('Show all 9'));
    expect(screen.getByText('snapshot-8')).toBeVisible();
    await userEvent.click(await button('Show fewer'));
    expect(screen.queryByText('snapshot-8')).not.toBeInTheDocument();
  });

  it('says what to do if there is no snapshot', async () => {
    renderSnapshotsCard({ getSnapshots: async () => ({ items: [], quota }) });
    expect(await screen.findByText(/Take one before a release/)).toBeVisible();
    expect(await enabled('Take snapshot')).toBeEnabled();
  });

  it('says that it is loading', async () => {
    renderSnapshotsCard({ getSnapshots: () => new Promise(() => {}) });
    expect(
      await screen.findByText('Loading the snapshots'),
    ).toBeInTheDocument();
  });

  it('says why the snapshots could not be read, and tries again on request', async () => {
    const { api } = renderSnapshotsCard({
      getSnapshots: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The snapshots could not be read');
    expect(alert).toHaveTextContent('AWS is away');
    api.getSnapshots.mockResolvedValue({ items: [manual], quota });
    await userEvent.click(await button('Try again'));
    await rowOf(manual.id);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('keeps the older data when a refresh fails, and says so', async () => {
    const { api } = renderSnapshotsCard();
    await rowOf(manual.id);
    api.getSnapshots.mockRejectedValue(new Error('the network is down'));
    await userEvent.click(await enabled('Refresh the snapshots'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The refresh failed.*the network is down/,
    );
    expect(screen.getByText('Stale')).toBeVisible();
    await rowOf(manual.id);
  });

  it('says which permission is missing to see them', async () => {
    renderSnapshotsCard({
      getSnapshots: async () => {
        throw await refusal(403, 'NotAllowedError', 'denied');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /may not see.*aurora-db\.cluster\.read/,
    );
    expect(
      screen.queryByRole('button', { name: 'Take snapshot' }),
    ).not.toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    renderSnapshotsCard({}, { language: 'ja' });
    expect(await screen.findByText('リリース v2.4.0')).toBeVisible();
    expect(screen.getByText(/手動スナップショット: 12 \/ 100/)).toBeVisible();
  });

  it('deletes only snapshots of the portal from a database that another tool created', async () => {
    const foreign = testSnapshot({
      id: 'before-upgrade',
      label: undefined,
      createdBy: undefined,
      deletable: false,
    });
    renderSnapshotsCard(
      {
        getCluster: async () => testExistingCluster(),
        getSnapshots: async () => ({ items: [manual, foreign], quota }),
      },
      { entity: testExistingEntity },
    );
    const row = await rowOf(foreign.id);
    expect(
      await row.findByText('taken with another tool: delete it there'),
    ).toBeVisible();
    expect(row.queryByRole('button', { name: /^Delete/ })).toBeNull();
    expect(row.getByRole('button', { name: /^Restore/ })).toBeEnabled();
    expect(
      (await rowOf(manual.id)).getByRole('button', { name: /^Delete/ }),
    ).toBeEnabled();
  });
});
