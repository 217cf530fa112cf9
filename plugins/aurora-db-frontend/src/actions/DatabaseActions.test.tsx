import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../testing/refusal';
import {
  manual,
  quota,
  renderSnapshotsCard,
} from '../testing/renderSnapshotsCard';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testCluster, testEntity, testRestore } from '../testing/testData';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { HealthCard } from '../health/HealthCard';

function renderHealthCard(api: Partial<AuroraDbApi> = {}) {
  return renderOnEntityPage(<HealthCard />, { api }).api;
}

/** An entity that no other test uses, because Backstage caches permissions. */
const entityOf = (name: string) => ({
  ...testEntity,
  metadata: { ...testEntity.metadata, name },
});

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

/** Why a button is disabled. Undefined if it is enabled. */
const reasonFor = async (name: string | RegExp) => {
  const reason = async () => {
    const found = await button(name);
    const id = found.getAttribute('aria-describedby') ?? '';
    return found.matches(':disabled')
      ? document.getElementById(id)?.textContent
      : undefined;
  };
  await waitFor(async () =>
    expect((await reason()) ?? '').not.toMatch(/being checked|still loading/),
  );
  return reason();
};

jest.setTimeout(180_000);
describe('DatabaseActions', () => {
  beforeEach(() => localStorage.clear());

  describe('disables a button, with the reason', () => {
    it.each([
      ['creating', 'being created'],
      ['backing-up', 'backing up'],
      ['stopped', 'stopped'],
    ])('Snapshot while the cluster is %s', async (status, words) => {
      renderSnapshotsCard({ getCluster: async () => testCluster({ status }) });
      expect(await reasonFor('Take snapshot')).toContain(
        `the cluster is ${words}`,
      );
    });

    it('Snapshot while the cluster could not be read', async () => {
      renderSnapshotsCard({
        getCluster: async () => {
          throw await refusal(503, 'ServiceUnavailableError', 'RDS is away');
        },
      });
      await rowOf(manual.id);
      await waitFor(async () =>
        expect(await reasonFor('Take snapshot')).toContain('RDS is away'),
      );
      // A snapshot can be restored without it.
      expect(await reasonFor('Restore…')).toBeUndefined();
    });

    it('Snapshot when the quota is used up', async () => {
      renderSnapshotsCard({
        getSnapshots: async () => ({
          items: [manual],
          quota: { used: 100, limit: 100 },
        }),
      });
      expect(await reasonFor('Take snapshot')).toMatch(
        /100 of 100 manual snapshots.*Delete one/,
      );
    });

    it('Snapshot without the permission', async () => {
      renderSnapshotsCard(
        {},
        {
          denied: ['aurora-db.snapshot.create'],
          entity: entityOf('no-snapshot-prd'),
        },
      );
      expect(await reasonFor('Take snapshot')).toMatch(
        /permission aurora-db\.snapshot\.create/,
      );
      await enabled('Restore…');
    });

    it('Restore without the permission, which is not offered by snapshot then', async () => {
      renderSnapshotsCard(
        {},
        {
          denied: ['aurora-db.restore.create'],
          entity: entityOf('no-restore-prd'),
        },
      );
      expect(await reasonFor('Restore…')).toMatch(
        /permission aurora-db\.restore\.create/,
      );
      expect(
        screen.queryByRole('button', { name: /^Restore from/ }),
      ).not.toBeInTheDocument();
    });

    it('Restore while another one runs', async () => {
      renderSnapshotsCard({ getOperations: async () => [testRestore()] });
      expect(await reasonFor('Restore…')).toMatch(
        /goal-mandala-copy-prd is running/,
      );
      expect(await reasonFor(/^Restore from before/)).toMatch(
        /goal-mandala-copy-prd/,
      );
    });

    it('Restore if there is nothing to restore from', async () => {
      renderSnapshotsCard({ getSnapshots: async () => ({ items: [], quota }) });
      expect(await reasonFor('Restore…')).toMatch(
        /no snapshot and no restorable time/,
      );
    });
  });

  it('allows a restore when the other one has ended', async () => {
    renderSnapshotsCard({
      getOperations: async () => [testRestore({ status: 'failed' })],
    });
    expect(await enabled('Restore…')).toBeEnabled();
  });

  it('offers a snapshot and a restore at its foot', async () => {
    renderHealthCard({
      getCluster: async () =>
        testCluster({
          backup: {
            retentionDays: 30,
            window: '18:00-19:00',
            earliestRestorableTime: '2026-11-01T00:00:00.000Z',
            latestRestorableTime: '2026-11-23T02:31:05.000Z',
          },
        }),
    });
    for (const name of ['Take snapshot', 'Restore…']) {
      const restore = await screen.findByRole('button', { name });
      await waitFor(() => expect(restore).toBeEnabled());
    }
  });

  it('disables its buttons while a new snapshot keeps the cluster busy', async () => {
    const api = renderHealthCard();
    const user = userEvent.setup();
    const snapshot = await screen.findByRole('button', {
      name: 'Take snapshot',
    });
    await waitFor(() => expect(snapshot).toBeEnabled());
    await user.click(snapshot);
    api.getCluster.mockResolvedValue(testCluster({ status: 'backing-up' }));
    await user.click(
      await screen.findByRole('button', { name: 'Take the snapshot' }),
    );
    await waitFor(() =>
      expect(snapshot).toHaveAccessibleDescription(/cluster is backing up/),
    );
    expect(snapshot).toBeDisabled();
  });
});
