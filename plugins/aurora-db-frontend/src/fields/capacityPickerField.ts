import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CapacityPicker } from './CapacityPicker';
import { capacityPickerSchema } from './capacityPickerSchema';
import { validateCapacity } from './validateCapacity';

/** `ui:field: AuroraCapacityPicker`: a number of ACU, or nothing for the environment's default. */
export const capacityPickerField = createFormField({
  name: 'AuroraCapacityPicker',
  component: CapacityPicker,
  schema: capacityPickerSchema,
  validation: validateCapacity,
});
