import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of a deploy plan: the result of planning, which only the form uses. */
export const deployPlanSchema = makeFieldSchema({
  output: z =>
    z
      .enum([
        'planning',
        'possible',
        'impossible',
        'refused',
        'missing',
        'waived',
      ])
      .describe(
        'Whether the plan is still being made, can be carried out or not, was refused by the backend, could not be made, or is gone without',
      ),
});
