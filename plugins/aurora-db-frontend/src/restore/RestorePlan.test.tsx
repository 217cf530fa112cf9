import {
  createMessage,
  type Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, within } from '@testing-library/react';
import { openRestoreDialog } from '../testing/openRestoreDialog';
import { refusal } from '../testing/refusal';
import { testPlan } from '../testing/testData';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

describe('RestorePlan', () => {
  beforeEach(() => localStorage.clear());

  it.each<[string, Partial<Plan>, RegExp]>([
    [
      'a check is not OK',
      {
        preflight: [
          {
            check: 'nameTaken',
            ok: false,
            message: createMessage('preflight.nameTaken', {
              stackName: 'goal-mandala-2-prd-database',
            }),
          },
        ],
      },
      /Not OK: A stack goal-mandala-2-prd-database exists already.*New database/,
    ],
    [
      'a change is not allowed',
      {
        changes: [
          {
            action: 'replace',
            resource: 'Cluster',
            type: 'AWS::RDS::DBCluster',
            properties: ['DatabaseName'],
            allowed: false,
          },
        ],
      },
      /This change of Cluster \(AWS::RDS::DBCluster\) is not allowed.*New database/,
    ],
  ])('does not continue while %s', async (_, overrides, sentence) => {
    const { dialog, press, user } = await openRestoreDialog({
      planRestore: async () => testPlan(overrides),
    });
    await press('Show the plan');
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /can’t carry out this plan/,
    );
    expect(screen.getByRole('dialog')).toHaveTextContent(sentence);
    expect(dialog.getByRole('button', { name: 'Continue' })).toBeDisabled();
    await user.click(dialog.getByRole('button', { name: 'Back' }));
    expect(await dialog.findByText('Choose what to restore')).toBeVisible();
  });

  it('begins with what prevents it, and then with the checks that are OK', async () => {
    const { dialog, press } = await openRestoreDialog({
      planRestore: async () =>
        testPlan({
          preflight: [
            {
              check: 'quotas',
              ok: true,
              message: createMessage('preflight.quotas'),
            },
            {
              check: 'nameTaken',
              ok: false,
              message: createMessage('preflight.nameTaken', {
                stackName: 'goal-mandala-2-prd-database',
              }),
            },
          ],
        }),
    });
    await press('Show the plan');
    const checks = await dialog.findByRole('region', { name: 'Checks' });
    expect(
      within(checks)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/^Not OK: A stack goal-mandala-2-prd-database/),
      expect.stringMatching(/^OK: Within the quotas/),
    ]);
    expect(screen.getByRole('dialog')).toHaveTextContent(
      /can’t carry out this plan.*Checks.*New database.*Before you continue.*Changes/,
    );
  });

  it('has the checks after its details if they are all OK', async () => {
    const { dialog, press } = await openRestoreDialog({
      planRestore: async () => testPlan(),
    });
    await press('Show the plan');
    await dialog.findByText('New database');
    expect(screen.getByRole('dialog')).toHaveTextContent(
      /New database.*Checks.*Changes/,
    );
  });

  it('says why there is no plan, and makes it on request', async () => {
    const { api, dialog, press } = await openRestoreDialog({
      planRestore: async () => {
        throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
      },
    });
    await press('Show the plan');
    expect(await dialog.findByRole('alert')).toHaveTextContent('AWS is away');
    api.planRestore.mockResolvedValue(testPlan());
    await press('Try again');
    expect(await dialog.findByText('New database')).toBeVisible();
  });

  it('says that the plan is being made', async () => {
    const { dialog, press } = await openRestoreDialog({
      planRestore: () => new Promise(() => {}),
    });
    await press('Show the plan');
    expect(await dialog.findByRole('status')).toHaveTextContent(
      'Making the plan',
    );
    expect(dialog.getByRole('button', { name: 'Continue' })).toBeDisabled();
  });
});
