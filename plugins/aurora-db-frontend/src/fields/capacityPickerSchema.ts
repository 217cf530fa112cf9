import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value and the options of a capacity picker. */
export const capacityPickerSchema = makeFieldSchema({
  output: z => z.number().describe('ACU'),
  uiOptions: z =>
    z.object({
      bound: z
        .enum(['min', 'max'])
        .describe('Which of the two capacities the field is'),
    }),
});
