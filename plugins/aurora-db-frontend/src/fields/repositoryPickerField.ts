import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RepositoryPicker } from './RepositoryPicker';
import { repositoryPickerSchema } from './repositoryPickerSchema';
import { validateRepository } from './validateRepository';

/** `ui:field: AuroraRepositoryPicker`: the repository to publish to; may be empty. */
export const repositoryPickerField = createFormField({
  name: 'AuroraRepositoryPicker',
  component: RepositoryPicker,
  schema: repositoryPickerSchema,
  validation: validateRepository,
});
