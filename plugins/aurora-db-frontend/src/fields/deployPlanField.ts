import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DeployPlan } from './DeployPlan';
import { deployPlanSchema } from './deployPlanSchema';
import { validateDeployPlan } from './validateDeployPlan';

/** `ui:field: AuroraDeployPlan`: shows what the form's values would do, and goes no further where they can't be carried out. */
export const deployPlanField = createFormField({
  name: 'AuroraDeployPlan',
  component: DeployPlan,
  schema: deployPlanSchema,
  validation: validateDeployPlan,
});
