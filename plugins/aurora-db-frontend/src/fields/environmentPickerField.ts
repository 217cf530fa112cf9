import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvironmentPicker } from './EnvironmentPicker';
import { environmentPickerSchema } from './environmentPickerSchema';

/** `ui:field: AuroraEnvironmentPicker`: the name of an environment. */
export const environmentPickerField = createFormField({
  name: 'AuroraEnvironmentPicker',
  component: EnvironmentPicker,
  schema: environmentPickerSchema,
});
