import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value of a plan of a deploy: what came of planning, for the form alone. */
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
