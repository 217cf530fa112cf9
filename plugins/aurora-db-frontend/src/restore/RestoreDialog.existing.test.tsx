import {
  createMessage,
  type PlanDifference,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, waitFor, within } from '@testing-library/react';
import { expectNoViolations } from '../testing/expectNoViolations';
import { openRestoreDialog } from '../testing/openRestoreDialog';
import { testPlan } from '../testing/testData';
import {
  testExistingCluster,
  testExistingEntity,
  testExistingName,
} from '../testing/testExisting';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const differences: PlanDifference[] = [
  {
    aspect: 'parameters',
    message: { code: 'plan.newer', text: 'work_mem 64MB is not carried over' },
  },
  {
    aspect: 'capacity',
    message: { code: 'plan.newer', text: '1 to 16 ACU' },
  },
  {
    aspect: 'parameters',
    message: { code: 'plan.newer', text: 'jit off is not carried over' },
  },
  {
    aspect: 'of the future',
    message: createMessage('plan.restoreOwnCredentials', {
      source: `resource:default/${testExistingName}`,
    }),
  },
];

function open(language?: string) {
  return openRestoreDialog(
    {
      getCluster: async () =>
        testExistingCluster({
          backup: {
            retentionDays: 7,
            window: '18:00-19:00',
            earliestRestorableTime: '2026-11-23T01:31:05.000Z',
            latestRestorableTime: '2026-11-23T02:31:05.000Z',
          },
        }),
      planRestore: async () => testPlan({ differences }),
    },
    language === 'ja' ? '復元…' : 'Restore…',
    language,
    testExistingEntity,
  );
}

describe('the restore of a database that the portal did not create', () => {
  beforeEach(() => localStorage.clear());

  it('shows what differs from the source by aspect, before it asks for its name', async () => {
    const { api, dialog, press, user } = await open();
    expect(
      dialog.getByText(
        /^Creates a new database of the portal from this cluster/,
      ),
    ).toBeVisible();
    await press('Show the plan');
    const list = await dialog.findByRole('region', {
      name: 'Differences from the source',
    });
    const terms = within(list).getAllByRole('term');
    expect(
      terms.map(({ parentElement }) => parentElement?.textContent),
    ).toEqual([
      'Capacity1 to 16 ACU',
      'Parameterswork_mem 64MB is not carried overjit off is not carried over',
      expect.stringMatching(/^OtherThe restored database has its own/),
    ]);
    await expectNoViolations();
    await press('Continue');
    expect(
      dialog.getByText(/^prod\.orders-cluster is not changed\./),
    ).toBeVisible();
    const submit = dialog.getByRole('button', { name: /^Restore as/ });
    const field = dialog.getByRole('textbox', {
      name: `Type ${testExistingName} to confirm`,
    });
    await user.type(field, 'orders-cluster');
    expect(submit).toBeDisabled();
    await user.clear(field);
    await user.type(field, testExistingName);
    await user.click(submit);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.startRestore.mock.calls).toEqual([
      [
        `resource:default/${testExistingName}`,
        expect.objectContaining({ confirm: testExistingName }),
      ],
    ]);
  });

  it('says so in Japanese', async () => {
    const { dialog, press } = await open('ja');
    expect(
      dialog.getByText(/ポータルで管理する新しいデータベースを作成します/),
    ).toBeVisible();
    await press('計画を表示');
    expect(
      await dialog.findByRole('region', { name: '復元元との違い' }),
    ).toHaveTextContent(/キャパシティ1 to 16 ACUパラメータ/);
  });
});
