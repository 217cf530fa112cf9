import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RepositoryPicker } from './RepositoryPicker';
import { repositoryPickerSchema } from './repositoryPickerSchema';
import { validateRepository } from './validateRepository';

/** `ui:field: AuroraRepositoryPicker`: where to publish, or nothing. */
export const repositoryPickerField = createFormField({
  name: 'AuroraRepositoryPicker',
  component: RepositoryPicker,
  schema: repositoryPickerSchema,
  validation: validateRepository,
});
