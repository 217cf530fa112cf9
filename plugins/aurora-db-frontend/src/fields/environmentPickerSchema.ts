import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of an environment picker: the environment's name. */
export const environmentPickerSchema = makeFieldSchema({
  output: z => z.string(),
});
