import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DatabaseContent } from '../database/DatabaseContent';
import { openRestoreDialog } from '../testing/openRestoreDialog';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { renderSnapshotsCard } from '../testing/renderSnapshotsCard';

jest.mock('uplot', () => ({
  __esModule: true,
  default: jest.requireActual('../testing/fakeUPlot').FakeUPlot,
}));

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const entityRef = 'resource:default/goal-mandala-prd';
const press = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
};

describe('analytics', () => {
  beforeEach(() => localStorage.clear());

  it('gets the range and the refresh of the charts', async () => {
    const { events } = renderOnEntityPage(<DatabaseContent />);
    await userEvent.click(await screen.findByRole('radio', { name: '7 days' }));
    await press('Refresh');
    expect(events()).toEqual([
      ['selectRange', '7d', undefined],
      ['refresh', 'health', undefined],
    ]);
  });

  it('gets a snapshot and its deletion, without the texts that the user typed', async () => {
    const { events } = renderSnapshotsCard();
    await press('Take snapshot');
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Label' }),
      'secret',
    );
    await press('Take the snapshot');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await press(/^Delete before the migration/);
    await press('Delete the snapshot');
    await waitFor(() => expect(events()).toHaveLength(3));
    expect(events()).toEqual([
      ['openSnapshot', entityRef, { from: 'card' }],
      ['takeSnapshot', entityRef, undefined],
      ['deleteSnapshot', entityRef, undefined],
    ]);
  });

  it('gets a restore with the kind of its source', async () => {
    const opened = await openRestoreDialog(
      {},
      /^Restore from.*20261123023105$/,
    );
    await opened.press('Show the plan');
    await opened.press('Continue');
    await opened.user.type(
      await opened.dialog.findByRole('textbox'),
      'goal-mandala-prd',
    );
    await opened.press('Restore as goal-mandala-r261123023105-prd');
    await waitFor(() => expect(opened.events()).toHaveLength(3));
    expect(opened.events()).toEqual([
      ['openRestore', entityRef, { from: 'snapshot' }],
      ['planRestore', entityRef, { from: 'snapshot' }],
      ['restore', entityRef, { from: 'snapshot' }],
    ]);
  });
});
