import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { auroraDbApiRef, type AuroraDbApi } from '../api/auroraDbApiRef';
import { fakeAuroraDbApi } from '../testing/fakeAuroraDbApi';
import { readTemplate } from '../testing/readTemplate';
import { testEnvironments } from '../testing/testData';
import { CapacityPicker } from './CapacityPicker';
import { EnvironmentPicker } from './EnvironmentPicker';
import { validateCapacity } from './validateCapacity';

/** The real template's form, without Backstage's own pickers and without the plan. */
function renderForm(
  getEnvironments: AuroraDbApi['getEnvironments'] = async () => ({
    items: testEnvironments,
  }),
  initialState: Record<string, string | number> = {},
  formProps: { noHtml5Validate?: boolean } = {},
) {
  const onCreate = jest.fn(async () => {});
  const { spec } = readTemplate('goal-mandala-db');
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Aurora database',
        steps: spec.parameters
          .filter(({ title }) => !['Ownership', 'Plan'].includes(title))
          .map(({ title, ...schema }) => ({ title, schema })),
      }}
      extensions={[
        { name: 'AuroraEnvironmentPicker', component: EnvironmentPicker },
        {
          name: 'AuroraCapacityPicker',
          component: CapacityPicker,
          validation: validateCapacity,
        },
      ]}
      initialState={initialState}
      formProps={formProps}
      onCreate={onCreate}
    />,
    {
      apis: [[auroraDbApiRef, fakeAuroraDbApi({ getEnvironments })]],
    },
  );
  return onCreate;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const type = async (label: string, text: string) =>
  userEvent.type(await screen.findByRole('textbox', { name: label }), text);

/** Opens the capacity page of a database in an environment. */
async function openCapacity(
  environment: string,
  formProps?: { noHtml5Validate: boolean },
) {
  const onCreate = renderForm(
    async () => ({ items: testEnvironments }),
    { name: 'orders', environment },
    formProps,
  );
  await screen.findByRole('radio', { name: new RegExp(`^${environment}`) });
  await click('Next');
  await screen.findAllByText(/in steps of 0.5/);
  return onCreate;
}

// A whole form is typed into, on machines that may be busy.
jest.setTimeout(180_000);

describe('the form', () => {
  it('offers each environment with what it means', async () => {
    renderForm();
    const prod = await screen.findByRole('radio', { name: 'prod Production' });
    expect(prod).toHaveAccessibleDescription(
      /1 to 16 ACU · writer and reader in two availability zones · Backups: kept 30 days · protected against deletion/,
    );
    expect(
      screen.getByRole('radio', { name: /^local/ }),
    ).toHaveAccessibleDescription(
      /0.5 to 1 ACU · one instance · Backups: kept 1 day · not protected/,
    );
  });

  it('offers environments of any name, with their title or the words of their profile', async () => {
    const named = {
      dev: { name: 'sandbox' },
      prod: { name: 'eu-prod', title: 'Production (Europe)' },
    };
    renderForm(async () => ({
      items: testEnvironments.flatMap(environment =>
        environment.name === 'dev' || environment.name === 'prod'
          ? [{ ...environment, ...named[environment.name] }]
          : [],
      ),
    }));
    expect(
      await screen.findByRole('radio', { name: 'sandbox Development' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: 'eu-prod Production (Europe)' }),
    ).toHaveAccessibleDescription(/1 to 16 ACU/);
  });

  it('does not offer an environment that is not configured', async () => {
    renderForm(async () => ({
      items: testEnvironments.filter(({ name }) => name === 'dev'),
    }));
    expect(await screen.findAllByRole('radio')).toHaveLength(1);
  });

  it('says that no environment is configured', async () => {
    renderForm(async () => ({ items: [] }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'auroraDb.environments',
    );
  });

  it('says why the portal has no environment', async () => {
    renderForm(async () => ({
      items: [],
      notConfigured: createMessage('error.notConfigured', {
        problems: 'auroraDb.environments is missing',
      }),
    }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The configuration of this portal has errors',
    );
    expect(alert).toHaveTextContent('auroraDb.environments is missing');
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });

  it('says why an environment is missing, beside the others', async () => {
    renderForm(async () => ({
      items: testEnvironments,
      invalid: [
        {
          name: 'load-test',
          message: createMessage('error.environmentInvalid', {
            environment: 'load-test',
            problems: 'region is missing',
          }),
        },
      ],
    }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /load-test cannot be used: region is missing/,
    );
    expect(screen.getAllByRole('radio')).toHaveLength(4);
  });

  it('says why the environments could not be read, and tries again', async () => {
    const getEnvironments = jest
      .fn(async () => ({ items: testEnvironments }))
      .mockRejectedValueOnce(new Error('backend is away'));
    renderForm(getEnvironments);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'backend is away',
    );
    await click('Try again');
    expect(await screen.findAllByRole('radio')).toHaveLength(4);
  });

  it('says in a sentence what a name may look like', async () => {
    renderForm();
    await screen.findAllByRole('radio');
    await type('Name', 'Bad--Name');
    await click('Next');
    expect(
      (
        await screen.findAllByText(
          /Enter 3 to 40 lower-case letters, digits and single hyphens/,
        )
      ).length,
    ).toBeGreaterThan(0);
  });

  it('sends only name and environment if the capacities are empty', async () => {
    const onCreate = renderForm();
    await userEvent.click(
      await screen.findByRole('radio', { name: 'dev Development' }),
    );
    await type('Name', 'orders');
    await click('Next');
    expect(await screen.findAllByText(/the default of dev/)).toHaveLength(2);
    await click('Review');
    await click('Create');
    expect(onCreate).toHaveBeenCalledWith({
      name: 'orders',
      environment: 'dev',
    });
  });

  it('gives the capacities as numbers', async () => {
    const onCreate = await openCapacity('prod');
    await type('Minimum capacity (ACU)', '1.5');
    await type('Maximum capacity (ACU)', '8');
    await click('Review');
    await click('Create');
    expect(onCreate).toHaveBeenCalledWith({
      name: 'orders',
      environment: 'prod',
      minCapacity: 1.5,
      maxCapacity: 8,
    });
  });

  it.each([
    [
      'prod',
      'Minimum',
      '20',
      '20 ACU is outside the bounds of prod: choose 1 to 16',
    ],
    [
      'prod',
      'Maximum',
      '4.2',
      '4.2 ACU is between two steps of 0.5: choose 4 or 4.5',
    ],
    [
      'prod',
      'Maximum',
      '17',
      '17 ACU is outside the bounds of prod: choose 1 to 16',
    ],
    [
      'dev',
      'Maximum',
      '0.5',
      '0.5 ACU is outside the bounds of dev: choose 1 to 2',
    ],
    [
      'local',
      'Maximum',
      '0.5',
      '0.5 ACU is outside the bounds of local: choose 1',
    ],
    [
      'local',
      'Maximum',
      '999',
      '999 ACU is outside the bounds of local: choose 1',
    ],
    [
      'local',
      'Minimum',
      '2',
      '2 ACU is outside the bounds of local: choose 0.5 to 1',
    ],
  ])(
    'refuses in %s a %s of %s in one sentence, and leaves what was typed',
    async (environment, bound, value, sentence) => {
      await openCapacity(environment);
      await type(`${bound} capacity (ACU)`, value);
      await click('Review');
      expect(await screen.findByText(sentence)).toBeVisible();
      const field = screen.getByRole('textbox', {
        name: `${bound} capacity (ACU)`,
      });
      expect(field).toHaveValue(value);
      expect(field).toBeInvalid();
      expect(field).toHaveAccessibleDescription(new RegExp(sentence));
    },
  );

  it('refuses it also in a form that keeps the browser from validating', async () => {
    await openCapacity('prod', { noHtml5Validate: true });
    await type('Maximum capacity (ACU)', '17');
    await click('Review');
    expect(
      (
        await screen.findAllByText(
          /17 ACU is outside the bounds of prod: choose 1 to 16/,
        )
      ).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('says of each capacity what it may be', async () => {
    await openCapacity('local');
    expect(
      screen.getByRole('textbox', { name: 'Minimum capacity (ACU)' }),
    ).toHaveAccessibleDescription(
      '0.5 to 1 ACU in steps of 0.5. If empty: 0.5, the default of local',
    );
    expect(
      screen.getByRole('textbox', { name: 'Maximum capacity (ACU)' }),
    ).toHaveAccessibleDescription(
      'Only 1 ACU is allowed in local: leave this field empty',
    );
  });

  it('stops to call a capacity wrong as soon as it is corrected', async () => {
    await openCapacity('prod');
    const label = 'Maximum capacity (ACU)';
    await type(label, '64');
    await click('Review');
    const field = await screen.findByRole('textbox', { name: label });
    await waitFor(() => expect(field).toBeInvalid());
    await userEvent.clear(field);
    await type(label, '8');
    await userEvent.tab();
    await waitFor(() => expect(field).toBeValid());
    expect(screen.queryByText(/64 ACU is outside/)).toBeNull();
  });

  it('refuses a minimum above the maximum', async () => {
    await openCapacity('prod');
    await type('Minimum capacity (ACU)', '8');
    await type('Maximum capacity (ACU)', '4');
    await click('Review');
    expect(
      await screen.findByText(
        'The minimum of 8 ACU is above the maximum of 4: lower the minimum or raise the maximum',
      ),
    ).toBeVisible();
  });
});
