import {
  createMessage,
  type Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { screen, waitFor, within } from '@testing-library/react';
import { expectNoViolations } from '../testing/expectNoViolations';
import {
  changePlan,
  deployValues as values,
  openDeployPlan,
} from '../testing/openDeployPlan';
import { refusal } from '../testing/refusal';

const isAtCreate = () => screen.queryByRole('button', { name: 'Create' });
const refusedBecause = async (sentence: RegExp) => {
  expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(0);
  expect(isAtCreate()).toBeNull();
};

jest.setTimeout(180_000);

describe('the plan in the form', () => {
  // The app keeps the language there.
  beforeEach(() => localStorage.clear());

  it('plans with the form values that a deploy takes, and shows the plan', async () => {
    const { api } = await openDeployPlan(undefined, {
      values: { costCenter: '4711', plan: 'possible' },
    });
    const factOf = async (term: string) =>
      (await screen.findByText(term, { selector: 'dt' })).closest('div')
        ?.textContent;
    expect(await factOf('Database')).toContain('orders-dev (dev)');
    expect(await factOf('Capacity')).toContain('0.5 to 2 ACU');
    expect(await factOf('Cost')).toMatch(/\$292\s?–\s?\$4,672 a month/);
    expect(
      screen.getByText('No leftover resource has this name').closest('li'),
    ).toHaveTextContent('OK: No leftover resource has this name');
    expect(
      screen.getByText(/max_connections changes to 400, but stays 189/),
    ).toBeVisible();
    const changes = within(screen.getByRole('region', { name: 'Changes' }));
    expect(changes.getByText('1 resource is modified')).toBeVisible();
    expect(changes.getByRole('listitem')).toHaveTextContent(
      'AWS::RDS::DBCluster: ServerlessV2ScalingConfiguration',
    );
    expect(api.planDeploy.mock.calls.map(([sent]) => sent)).toEqual([values]);
    await expectNoViolations();
  });

  it('continues from a possible plan, and leaves it out of the review', async () => {
    const { onCreate, press } = await openDeployPlan();
    await screen.findByText('1 resource is modified');
    await press('Review');
    await screen.findByRole('button', { name: 'Create' });
    expect(screen.queryByText('possible')).toBeNull();
    await press('Create');
    expect(onCreate).toHaveBeenCalledWith(expect.objectContaining(values));
  });

  it('continues if nothing would change', async () => {
    const { press } = await openDeployPlan(async () =>
      changePlan({ changes: [] }),
    );
    expect(await screen.findByText('Nothing changes.')).toBeVisible();
    await press('Review');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeEnabled();
  });

  it('plans again if the values have changed', async () => {
    const { api, user, press } = await openDeployPlan();
    await screen.findByText('1 resource is modified');
    await press('Back');
    const field = await screen.findByRole('textbox', {
      name: 'Maximum capacity (ACU)',
    });
    await user.clear(field);
    await user.type(field, '1.5');
    await press('Next');
    await waitFor(() =>
      expect(api.planDeploy.mock.lastCall?.[0]).toEqual({
        ...values,
        maxCapacity: 1.5,
      }),
    );
  });

  it('plans again when a value on the same page changes, and uses only the newest plan', async () => {
    const { api, user, press } = await openDeployPlan(
      async ({ maxCapacity }) =>
        changePlan(maxCapacity === 1.5 ? { changes: [] } : {}),
      { isOnePage: true },
    );
    await screen.findByText('1 resource is modified');
    const field = screen.getByRole('textbox', {
      name: 'Maximum capacity (ACU)',
    });
    await user.clear(field);
    await user.type(field, '1.5');
    await user.tab();
    expect(await screen.findByText('Nothing changes.')).toBeVisible();
    expect(api.planDeploy.mock.lastCall?.[0]).toEqual({
      ...values,
      maxCapacity: 1.5,
    });
    await press('Review');
    await waitFor(() => expect(isAtCreate()).toBeEnabled());
  });

  it('says that the plan is being made, and waits for it', async () => {
    const { press } = await openDeployPlan(() => new Promise(() => {}));
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Making the plan: this can take about ten seconds, and changes nothing',
    );
    await expectNoViolations();
    await press('Review');
    await refusedBecause(/not ready yet: wait until it is shown/);
  });

  it.each<[string, Partial<Plan>, RegExp]>([
    [
      'a check is not OK',
      {
        changes: [],
        preflight: [
          {
            check: 'stack',
            ok: false,
            message: createMessage('preflight.refused', {
              reason: 'The stack is being updated. Wait',
            }),
          },
        ],
      },
      /Not OK: The stack is being updated. Wait/,
    ],
    [
      'a change is refused',
      {
        changes: [
          {
            action: 'replace',
            resource: 'Cluster',
            type: 'AWS::RDS::DBCluster',
            properties: ['KmsKeyId'],
            allowed: false,
          },
        ],
      },
      /AWS::RDS::DBCluster: KmsKeyId/,
    ],
  ])(
    'does not continue while %s, until the user plans again',
    async (_, overrides, sentence) => {
      const { api, press } = await openDeployPlan(async () =>
        changePlan(overrides),
      );
      expect(await screen.findByRole('alert')).toHaveTextContent(
        /can’t carry out this plan: correct the failed checks/,
      );
      expect(
        screen.getByText(
          (__, element) =>
            element?.tagName === 'LI' &&
            sentence.test(element.textContent ?? ''),
        ),
      ).toBeVisible();
      expect(screen.queryByText('Nothing changes.')).toBeNull();
      await expectNoViolations();
      await press('Review');
      await refusedBecause(/can’t carry out this plan/);

      api.planDeploy.mockResolvedValue(changePlan());
      await press('Plan again');
      await screen.findByText('1 resource is modified');
      await press('Review');
      await waitFor(() => expect(isAtCreate()).toBeEnabled());
    },
  );

  it('says why there is no plan, and makes it on request', async () => {
    const { api, press } = await openDeployPlan(async () => {
      throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('AWS is away');
    await expectNoViolations();
    await press('Review');
    await refusedBecause(
      /There is no plan: press “Try again”, or tick the box/,
    );
    api.planDeploy.mockResolvedValue(changePlan());
    await press('Try again');
    await screen.findByText('1 resource is modified');
    await press('Review');
    await waitFor(() => expect(isAtCreate()).toBeEnabled());
  });

  it('continues without a plan that cannot be made if the user ticks the box', async () => {
    const { user, press } = await openDeployPlan(async () => {
      throw await refusal(503, 'ServiceUnavailableError', 'AWS is away');
    });
    await user.click(
      await screen.findByRole('checkbox', { name: /Continue without a plan/ }),
    );
    await press('Review');
    await waitFor(() => expect(isAtCreate()).toBeEnabled());
  });

  it.each([
    [
      400,
      'InputError',
      'maxCapacity 64 is above the 2 of dev',
      /could not be made/,
    ],
    [
      403,
      'NotAllowedError',
      'You may not deploy into dev',
      /may not deploy this database.*choose another environment/,
    ],
  ])(
    'does not offer to continue without a plan if the backend refuses with %s',
    async (status, name, sentence, advice) => {
      const { press } = await openDeployPlan(async () => {
        throw await refusal(status, name, sentence);
      });
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(sentence);
      expect(alert).toHaveTextContent(advice);
      expect(screen.queryByRole('checkbox')).toBeNull();
      await expectNoViolations();
      await press('Review');
      await refusedBecause(/The plan was refused/);
    },
  );

  it('speaks Japanese', async () => {
    await openDeployPlan(undefined, { language: 'ja' });
    expect(await screen.findByText('1 個のリソースを変更')).toBeVisible();
    expect(screen.getByText('データベース')).toBeVisible();
  });
});
