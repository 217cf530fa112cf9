import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../testing/refusal';
import { manual, renderSnapshotsCard } from '../testing/renderSnapshotsCard';
import { testEntity } from '../testing/testData';

/** An entity that no other test uses, because Backstage caches permissions. */
const entityOf = (name: string) => ({
  ...testEntity,
  metadata: { ...testEntity.metadata, name },
});

const button = (name: string | RegExp) => screen.findByRole('button', { name });

const enabled = async (name: string | RegExp) => {
  const found = await button(name);
  await waitFor(() => expect(found).toBeEnabled());
  return found;
};

jest.setTimeout(180_000);
describe('DeleteSnapshotDialog', () => {
  beforeEach(() => localStorage.clear());

  it('offers to delete manual snapshots only, and only to who may', async () => {
    renderSnapshotsCard();
    await enabled(/^Delete before the migration/);
    expect(screen.getAllByRole('button', { name: /^Delete/ })).toHaveLength(1);
  });

  it('offers no deletion without the permission', async () => {
    renderSnapshotsCard(
      {},
      {
        denied: ['aurora-db.snapshot.delete'],
        entity: entityOf('no-delete-prd'),
      },
    );
    await enabled(/^Restore from before/);
    expect(
      screen.queryByRole('button', { name: /^Delete/ }),
    ).not.toBeInTheDocument();
  });

  it('deletes a snapshot when that is confirmed', async () => {
    const { api, toast } = renderSnapshotsCard();
    const user = userEvent.setup();
    await user.click(await enabled(/^Delete before the migration/));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(new RegExp(manual.id))).toBeVisible();
    expect(api.deleteSnapshot).not.toHaveBeenCalled();
    await user.dblClick(
      dialog.getByRole('button', { name: 'Delete the snapshot' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByRole('list', { name: 'Snapshots' })).toHaveFocus();
    expect(api.deleteSnapshot.mock.calls).toEqual([
      ['resource:default/goal-mandala-prd', manual.id],
    ]);
    expect(toast).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'The snapshot is being deleted' }),
    );
  });

  it('deletes nothing when the question is cancelled, and says why it could not', async () => {
    const { api } = renderSnapshotsCard({
      deleteSnapshot: async () => {
        throw await refusal(409, 'ConflictError', 'It is being copied');
      },
    });
    const user = userEvent.setup();
    const bin = await enabled(/^Delete before the migration/);
    await user.click(bin);
    await user.click(await button('Cancel'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(api.deleteSnapshot).not.toHaveBeenCalled();
    await waitFor(() => expect(bin).toHaveFocus());

    await user.click(bin);
    await user.click(await button('Delete the snapshot'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is being copied',
    );
  });
});
