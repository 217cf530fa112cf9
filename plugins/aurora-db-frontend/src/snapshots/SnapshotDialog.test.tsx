import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../testing/refusal';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testSnapshot } from '../testing/testData';
import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { SnapshotsCard } from './SnapshotsCard';

const entityRef = 'resource:default/goal-mandala-prd';

async function openDialog(
  api: Partial<AuroraDbApi> = {},
  language = 'en',
  userOptions: Parameters<typeof userEvent.setup>[0] = {},
) {
  const rendered = renderOnEntityPage(<SnapshotsCard />, { api, language });
  const user = userEvent.setup(userOptions);
  const name = language === 'ja' ? 'スナップショットを取得' : 'Take snapshot';
  const opener = await screen.findByRole('button', { name });
  await waitFor(() => expect(opener).toBeEnabled());
  await user.click(opener);
  const dialog = within(await screen.findByRole('dialog'));
  return { ...rendered, user, dialog, opener };
}

jest.setTimeout(180_000);

describe('SnapshotDialog', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    jest.useRealTimers();
  });

  it('takes one snapshot with label, release and expiry, even if the button is pressed twice', async () => {
    let accept = () => {};
    const { api, toast, user, dialog } = await openDialog({
      createSnapshot: () =>
        new Promise(resolve => {
          accept = () => resolve(testSnapshot({ status: 'creating' }));
        }),
    });
    await user.type(dialog.getByLabelText('Label'), ' before the migration ');
    await user.type(dialog.getByLabelText('Release'), 'v2.4.0');
    await user.type(
      dialog.getByRole('textbox', { name: 'Delete after (days)' }),
      '14{Tab}',
    );
    expect(dialog.getByText(/Will be deleted on/)).toBeVisible();
    await user.dblClick(
      dialog.getByRole('button', { name: 'Take the snapshot' }),
    );
    expect(dialog.getByRole('button', { name: 'Starting…' })).toBeVisible();
    expect(api.createSnapshot.mock.calls).toEqual([
      [
        entityRef,
        {
          label: 'before the migration',
          release: 'v2.4.0',
          expiresInDays: 14,
        },
      ],
    ]);

    api.getSnapshots.mockResolvedValue({
      items: [testSnapshot({ status: 'creating', percentProgress: 5 })],
      quota: { used: 1, limit: 100 },
    });
    accept();
    expect(await screen.findByRole('progressbar')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(toast).toHaveBeenCalledWith(
      expect.objectContaining({
        title: 'The snapshot has started',
        description: testSnapshot().id,
      }),
    );
  });

  it('shows a new snapshot even if the list is late', async () => {
    // What waits under fake timers advances them, so that the polling takes no time.
    jest.useFakeTimers();
    const { api, user, dialog } = await openDialog({}, 'en', {
      advanceTimers: jest.advanceTimersByTime,
    });
    await user.click(dialog.getByRole('button', { name: 'Take the snapshot' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    const before = api.getSnapshots.mock.calls.length;
    await waitFor(() =>
      expect(api.getSnapshots.mock.calls.length).toBeGreaterThan(before),
    );
    api.getSnapshots.mockResolvedValue({
      items: [testSnapshot()],
      quota: { used: 1, limit: 100 },
    });
    expect(await screen.findByText(testSnapshot().id)).toBeVisible();
  });

  it('requires no field', async () => {
    const { api, user, dialog } = await openDialog();
    await user.click(dialog.getByRole('button', { name: 'Take the snapshot' }));
    await waitFor(() =>
      expect(api.createSnapshot).toHaveBeenCalledWith(entityRef, {
        label: undefined,
        release: undefined,
        expiresInDays: undefined,
      }),
    );
  });

  it.each([
    ['Label', 'a*b', 'Use only letters, digits, spaces and _.:/=+-@'],
    ['Label', 'AWS:backup', 'Do not begin with aws: or rds:'],
    ['Release', 'rds:v2', 'Do not begin with aws: or rds:'],
    ['Label', 'x'.repeat(65), 'Enter at most 64 characters'],
    ['Release', 'x'.repeat(129), 'Enter at most 128 characters'],
    [
      'Delete after (days)',
      '1.5{Tab}',
      'Enter a whole number of days from 1 to 3,650',
    ],
    ['Delete after (days)', '4000{Tab}', 'Enter a whole number of days'],
  ])('judges %s %s in a sentence', async (field, text, sentence) => {
    const { user, dialog } = await openDialog();
    const input = dialog.getByRole('textbox', { name: field });
    if (text.endsWith('{Tab}')) {
      await user.type(input, text);
    } else {
      // Each key of a long text would render the dialog.
      await user.click(input);
      await user.paste(text);
    }
    await waitFor(() =>
      expect(input).toHaveAccessibleDescription(
        expect.stringContaining(sentence),
      ),
    );
    expect(
      dialog.getByRole('button', { name: 'Take the snapshot' }),
    ).toBeDisabled();
  });

  it('shows why the snapshot was refused, and keeps the input', async () => {
    const { user, dialog } = await openDialog({
      createSnapshot: async () => {
        throw await refusal(
          409,
          'ConflictError',
          'The cluster is backing-up: wait',
        );
      },
    });
    await user.type(dialog.getByLabelText('Label'), 'before');
    await user.click(dialog.getByRole('button', { name: 'Take the snapshot' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The cluster is backing-up: wait',
    );
    expect(dialog.getByLabelText('Label')).toHaveValue('before');
  });

  it('takes the focus, and returns it when it is closed by keyboard', async () => {
    const { user, opener } = await openDialog();
    expect(screen.getByRole('dialog')).toContainElement(
      document.activeElement instanceof HTMLElement
        ? document.activeElement
        : null,
    );
    await user.keyboard('{Escape}');
    await waitFor(() => expect(opener).toHaveFocus());
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('speaks Japanese', async () => {
    const { user, dialog } = await openDialog({}, 'ja');
    await user.type(dialog.getByLabelText('ラベル'), 'a*b');
    expect(await dialog.findByText(/だけを使用してください/)).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'スナップショットを取得' }),
    ).toBeDisabled();
  });
});
