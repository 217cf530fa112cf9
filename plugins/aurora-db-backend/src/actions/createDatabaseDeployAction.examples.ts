import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Examples of `aurora:database:deploy`; a test runs each. */
export const examples: TemplateExample[] = [
  {
    description: 'Create a database with the defaults of its environment',
    example: `
steps:
  - id: database
    name: Create the database
    action: aurora:database:deploy
    input:
      name: goal-mandala
      environment: local
      owner: group:default/guests
`,
  },
  {
    description: 'Create a database with its own capacity, in a system',
    example: `
steps:
  - id: database
    name: Create the database
    action: aurora:database:deploy
    input:
      name: goal-mandala
      environment: prod
      owner: group:default/guests
      system: system:default/goal-mandala
      minCapacity: 2
      maxCapacity: 8
`,
  },
  {
    description:
      'Upgrade the engine of a database, and replace instances if necessary',
    example: `
steps:
  - id: database
    name: Upgrade the database
    action: aurora:database:deploy
    input:
      name: goal-mandala
      environment: dev
      owner: group:default/guests
      engineVersion: '15.17'
      allowInstanceReplacement: true
`,
  },
];
