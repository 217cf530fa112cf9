import {
  createMessage,
  environmentDefaults,
  type Plan,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { auroraDbApiRef, type AuroraDbApi } from '../api/auroraDbApiRef';
import { CapacityPicker } from '../fields/CapacityPicker';
import { DeployPlan } from '../fields/DeployPlan';
import { validateCapacity } from '../fields/validateCapacity';
import { validateDeployPlan } from '../fields/validateDeployPlan';
import { fakeAuroraDbApi } from './fakeAuroraDbApi';
import { readTemplate } from './readTemplate';
import { testPlan } from './testData';

/** The form values of {@link openDeployPlan}. */
export const deployValues = {
  name: 'orders',
  environment: 'dev',
  maxCapacity: 2,
};

/** The plan of a change of capacity. */
export const changePlan = (overrides: Partial<Plan> = {}) =>
  testPlan({
    target: {
      entityRef: 'resource:default/orders-dev',
      clusterIdentifier: 'orders-dev-aurora-cluster',
      environment: 'dev',
      name: 'orders',
    },
    config: environmentDefaults.dev,
    changes: [
      {
        action: 'modify',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        properties: ['ServerlessV2ScalingConfiguration'],
        allowed: true,
      },
    ],
    warnings: [
      createMessage('plan.maxConnectionsPending', {
        configured: 400,
        live: 189,
      }),
    ],
    ...overrides,
  });

/** Merges the pages of a form into one, as another template may do. */
const merged = (
  pages: { title: string; schema: { properties: Record<string, object> } }[],
) => ({
  title: 'All',
  schema: {
    properties: Object.assign(
      {},
      ...pages.map(({ schema }) => schema.properties),
    ),
  },
});

/** Opens the last two pages of the real template's form, up to the plan. */
export async function openDeployPlan(
  planDeploy: AuroraDbApi['planDeploy'] = async () => changePlan(),
  options: {
    language?: string;
    values?: Record<string, unknown>;
    isOnePage?: boolean;
  } = {},
) {
  const { language = 'en', isOnePage = false } = options;
  const api = fakeAuroraDbApi({ planDeploy });
  const onCreate = jest.fn(async () => {});
  const pages = readTemplate('goal-mandala-db')
    .spec.parameters.filter(({ title }) => ['Capacity', 'Plan'].includes(title))
    .map(({ title, ...schema }) => ({ title, schema }));
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Aurora database',
        steps: isOnePage ? [merged(pages)] : pages,
      }}
      extensions={[
        {
          name: 'AuroraCapacityPicker',
          component: CapacityPicker,
          validation: validateCapacity,
        },
        {
          name: 'AuroraDeployPlan',
          component: DeployPlan,
          validation: validateDeployPlan,
        },
      ]}
      initialState={JSON.parse(
        JSON.stringify({ ...deployValues, ...options.values }),
      )}
      components={{
        backButtonText: 'Back',
        reviewButtonText: 'Review',
        createButtonText: 'Create',
      }}
      onCreate={onCreate}
    />,
    {
      apis: [[auroraDbApiRef, api]],
      config: {
        app: {
          extensions: [
            {
              'api:app/app-language': {
                config: {
                  defaultLanguage: language,
                  availableLanguages: ['en', 'ja'],
                },
              },
            },
          ],
        },
      },
    },
  );
  const user = userEvent.setup();
  const press = async (name: string | RegExp) =>
    user.click(await screen.findByRole('button', { name }));
  await screen.findAllByText(
    language === 'ja' ? /0.5 刻み/ : /in steps of 0.5/,
  );
  if (!isOnePage) {
    await press('Next');
  }
  await waitFor(() => expect(api.planDeploy).toHaveBeenCalled());
  return { api, onCreate, user, press };
}
