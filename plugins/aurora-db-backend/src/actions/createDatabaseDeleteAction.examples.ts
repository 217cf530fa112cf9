import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Examples of `aurora:database:delete`; a test runs each. */
export const examples: TemplateExample[] = [
  {
    description: 'Delete a database, keeping a final snapshot',
    example: `
steps:
  - id: delete
    name: Delete the database
    action: aurora:database:delete
    input:
      entityRef: resource:default/goal-mandala-dev
      confirm: goal-mandala-dev
`,
  },
  {
    description: 'Delete a protected database with all its data',
    example: `
steps:
  - id: delete
    name: Delete the database
    action: aurora:database:delete
    input:
      entityRef: resource:default/goal-mandala-prd
      confirm: goal-mandala-prd
      finalSnapshot: false
      disableProtection: true
`,
  },
];
