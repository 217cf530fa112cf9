import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DeployPlan } from './DeployPlan';
import { deployPlanSchema } from './deployPlanSchema';
import { validateDeployPlan } from './validateDeployPlan';

/**
 * `ui:field: AuroraDeployPlan`: shows the plan for the form's values. The user can continue only if
 * the plan can be executed.
 */
export const deployPlanField = createFormField({
  name: 'AuroraDeployPlan',
  component: DeployPlan,
  schema: deployPlanSchema,
  validation: validateDeployPlan,
});
