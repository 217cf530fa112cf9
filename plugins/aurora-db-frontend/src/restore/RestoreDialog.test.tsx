import { resetLocalTimeZone, setLocalTimeZone } from '@internationalized/date';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { openRestoreDialog } from '../testing/openRestoreDialog';
import { refusal } from '../testing/refusal';
import { testCluster, testEntity, testSnapshot } from '../testing/testData';

const entityRef = 'resource:default/goal-mandala-prd';
const snapshot = testSnapshot();
const submitName = 'Restore as goal-mandala-r261123023105-prd';

type Opened = Awaited<ReturnType<typeof openRestoreDialog>>;

async function confirm({ press, user, dialog }: Opened, name: string) {
  await press('Show the plan');
  await press('Continue');
  await user.type(await dialog.findByRole('textbox'), name);
}

const shownTime = (dialog: Opened['dialog'], term: string | RegExp) =>
  dialog.getByText(term).nextSibling?.textContent ?? '';

const setSlider = (dialog: Opened['dialog'], time: number) =>
  fireEvent.change(dialog.getByRole('slider'), {
    target: { value: String(time) },
  });

jest.setTimeout(180_000);

describe('RestoreDialog', () => {
  beforeEach(() => {
    localStorage.clear();
    setLocalTimeZone('Asia/Tokyo');
  });
  afterEach(() => resetLocalTimeZone());

  it('restores once from the snapshot of a row, under the name of the plan, even if the button is pressed twice', async () => {
    const opened = await openRestoreDialog(
      {},
      /^Restore from.*20261123023105$/,
    );
    const { api, user, dialog } = opened;
    await confirm(opened, 'goal-mandala-prd');
    await user.dblClick(dialog.getByRole('button', { name: submitName }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(
      api.planRestore.mock.calls.map(([ref, request]) => [ref, request]),
    ).toEqual([[entityRef, { from: { snapshotId: snapshot.id } }]]);
    expect(api.startRestore.mock.calls).toEqual([
      [
        entityRef,
        {
          from: { snapshotId: snapshot.id },
          name: 'goal-mandala-r261123023105',
          confirm: 'goal-mandala-prd',
        },
      ],
    ]);
  });

  it('links to the restored database once the catalog has it', async () => {
    const restored = {
      ...testEntity,
      metadata: { name: 'goal-mandala-r261123023105-prd' },
    };
    const catalogApi = catalogApiMock({ entities: [testEntity] });
    const lookUp = jest.spyOn(catalogApi, 'getEntityByRef');
    const opened = await openRestoreDialog(
      {},
      /^Restore from.*20261123023105$/,
      'en',
      undefined,
      catalogApi,
    );
    const { toast, user, dialog } = opened;
    lookUp
      .mockResolvedValueOnce(undefined)
      .mockRejectedValueOnce(new Error('the network is down'))
      .mockResolvedValue(restored);
    await confirm(opened, 'goal-mandala-prd');
    await user.click(dialog.getByRole('button', { name: submitName }));
    await waitFor(() => expect(toast).toHaveBeenCalledTimes(1));
    expect(toast).toHaveBeenLastCalledWith({
      title: 'The restore as goal-mandala-r261123023105-prd has started',
      description: expect.stringMatching(/within seconds/),
      status: 'success',
    });
    await waitFor(() => expect(toast).toHaveBeenCalledTimes(2), {
      timeout: 30_000,
    });
    expect(toast.mock.results[0]?.value.close).toHaveBeenCalledTimes(1);
    expect(toast).toHaveBeenLastCalledWith(
      expect.objectContaining({
        title: 'goal-mandala-r261123023105-prd is in the catalog',
        links: [
          {
            label: 'Open the restored database',
            href: '/catalog/default/resource/goal-mandala-r261123023105-prd',
          },
        ],
      }),
    );
  });

  it('restores to the time of the slider, shown in the browser’s zone and in UTC', async () => {
    const { api, dialog, press } = await openRestoreDialog();
    expect(shownTime(dialog, 'Local time (Asia/Tokyo)')).toMatch(
      /Nov 23, 2026.*11:31:05 AM GMT\+9/,
    );
    expect(shownTime(dialog, 'UTC')).toMatch(/Nov 23, 2026.*2:31:05 AM UTC/);

    // jsdom doesn't move a native slider by its keys, as browsers do.
    setSlider(dialog, Date.parse('2026-11-23T02:01:05.000Z'));
    const local = shownTime(dialog, 'Local time (Asia/Tokyo)');
    expect(local).toMatch(/11:01:05 AM GMT\+9/);
    expect(shownTime(dialog, 'UTC')).toMatch(/2:01:05 AM UTC/);
    expect(dialog.getByRole('slider')).toHaveAttribute('aria-valuetext', local);

    await press('Show the plan');
    await waitFor(() =>
      expect(api.planRestore.mock.calls[0]?.[1]).toEqual({
        from: { time: '2026-11-23T02:01:05.000Z' },
      }),
    );
  });

  it('shows a time once if the browser’s zone is UTC', async () => {
    setLocalTimeZone('UTC');
    const { dialog } = await openRestoreDialog();
    expect(shownTime(dialog, 'Local time (UTC)')).toMatch(/2:31:05 AM UTC/);
    expect(dialog.queryByText('UTC')).not.toBeInTheDocument();
  });

  it('accepts a typed time to the second, and refuses a time outside the window', async () => {
    const { user, dialog } = await openRestoreDialog();
    const second = dialog.getByRole('spinbutton', { name: /second/ });
    await user.click(second);
    await user.keyboard('07');
    expect(dialog.getByRole('alert')).toHaveTextContent(
      /Outside the restorable window: choose a time from Nov 23, 2026/,
    );
    expect(
      dialog.getByRole('button', { name: 'Show the plan' }),
    ).toBeDisabled();

    await user.click(second);
    await user.keyboard('04');
    expect(dialog.queryByRole('alert')).not.toBeInTheDocument();
    expect(shownTime(dialog, 'UTC')).toMatch(/2:31:04 AM UTC/);
    expect(dialog.getByRole('button', { name: 'Show the plan' })).toBeEnabled();
  });

  it('restores to the latest time, under a name that the user chooses', async () => {
    const { api, user, dialog, press } = await openRestoreDialog();
    await user.click(dialog.getByLabelText('The latest restorable time'));
    const name = dialog.getByLabelText('Name of the new database');
    await user.type(name, 'Bad--Name');
    expect(await dialog.findByText(/3 to 40 lower-case letters/)).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'Show the plan' }),
    ).toBeDisabled();
    await user.clear(name);
    await user.type(name, 'goal-mandala-2');
    await press('Show the plan');
    await waitFor(() =>
      expect(api.planRestore.mock.calls[0]?.[1]).toEqual({
        from: { latest: true },
        name: 'goal-mandala-2',
      }),
    );
  });

  it('offers the snapshots that can be restored', async () => {
    const { api, user, dialog, press } = await openRestoreDialog();
    await user.click(dialog.getByLabelText('A snapshot'));
    expect(
      dialog.getByRole('button', { name: 'Show the plan' }),
    ).toBeDisabled();
    await user.click(dialog.getByRole('button', { name: /Choose a snapshot/ }));
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      expect.stringContaining(`before the migration`),
    ]);
    await user.click(screen.getByRole('option'));
    await press('Show the plan');
    await waitFor(() =>
      expect(api.planRestore.mock.calls[0]?.[1]).toEqual({
        from: { snapshotId: snapshot.id },
      }),
    );
  });

  it('says why the database cannot be restored to a time yet', async () => {
    const { dialog } = await openRestoreDialog({
      getCluster: async () => testCluster(),
    });
    expect(dialog.getByText(/no restorable time yet/)).toBeVisible();
    expect(dialog.getByLabelText('A point in time')).toBeDisabled();
    expect(dialog.getByLabelText('A snapshot')).toBeChecked();
  });

  it('shows the plan: configuration, cost, warnings, checks and counted changes', async () => {
    const { dialog, press } = await openRestoreDialog();
    await press('Show the plan');
    const factOf = async (term: string) =>
      (await dialog.findByText(term)).closest('div')?.textContent;
    expect(await factOf('New database')).toContain(
      'goal-mandala-r261123023105-prd (prod)',
    );
    expect(await factOf('Engine')).toContain('Aurora PostgreSQL 15.17');
    expect(await factOf('Capacity')).toContain('1 to 16 ACU');
    expect(await factOf('Backups')).toContain('kept 30 days');
    expect(await factOf('Cost')).toMatch(/\$292\s?–\s?\$4,672 a month/);
    expect(
      dialog.getByText(/Applications keep using goal-mandala-prd until/),
    ).toBeVisible();
    expect(
      dialog.getByText('No leftover resource has this name').closest('li'),
    ).toHaveTextContent('OK: No leftover resource has this name');
    const changes = within(dialog.getByRole('region', { name: 'Changes' }));
    expect(changes.getByText('3 resources are added')).toBeVisible();
    expect(
      changes.getByText('AWS::RDS::DBInstance').closest('li'),
    ).toHaveTextContent('AWS::RDS::DBInstance × 2');
  });

  it.each(['goal-mandala', 'Goal-Mandala-Prd', 'goal-mandala-prd '])(
    'does nothing while the name typed is %p',
    async name => {
      const opened = await openRestoreDialog();
      await confirm(opened, name);
      const submit = opened.dialog.getByRole('button', { name: submitName });
      expect(submit).toBeDisabled();
      await opened.user.click(submit);
      await opened.user.keyboard('{Enter}');
      expect(opened.api.startRestore).not.toHaveBeenCalled();
    },
  );

  it('shows why the restore was refused, keeps the input, and can be tried again', async () => {
    const opened = await openRestoreDialog({
      startRestore: async () => {
        throw await refusal(
          409,
          'ConflictError',
          'Another restore of this database is running',
        );
      },
    });
    const { api, user, dialog } = opened;
    await confirm(opened, 'goal-mandala-prd');
    await user.click(dialog.getByRole('button', { name: submitName }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Another restore of this database is running',
    );
    expect(dialog.getByRole('textbox')).toHaveValue('goal-mandala-prd');

    api.startRestore.mockResolvedValue({
      entityRef: 'resource:default/goal-mandala-r261123023105-prd',
      stackId: 'stack',
    });
    await user.click(dialog.getByRole('button', { name: submitName }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('moves the focus with the steps, and returns it to the button when it is closed', async () => {
    const { user, press, opener } = await openRestoreDialog();
    expect(document.activeElement).toHaveTextContent(
      'Step 1 of 3 Choose what to restore',
    );
    await press('Show the plan');
    await waitFor(() =>
      expect(document.activeElement).toHaveTextContent(
        'Step 2 of 3 Check the plan',
      ),
    );
    await press('Continue');
    await waitFor(() =>
      expect(document.activeElement).toHaveTextContent('Step 3 of 3 Confirm'),
    );
    await user.keyboard('{Escape}');
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('speaks Japanese', async () => {
    const { press, dialog } = await openRestoreDialog({}, '復元…', 'ja');
    expect(dialog.getByLabelText('特定の時点への復元')).toBeChecked();
    await press('計画を表示');
    expect(
      await dialog.findByText('同じ名前のリソースは残っていません'),
    ).toBeVisible();
    expect(dialog.getByText('3 個のリソースを追加')).toBeVisible();
    expect(dialog.getByText(/月額 \$292/)).toBeVisible();
  });
});
