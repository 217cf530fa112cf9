import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Examples of `aurora:snapshot:create`; a test runs each. */
export const examples: TemplateExample[] = [
  {
    description: 'Take a snapshot before a release and wait for it',
    example: `
steps:
  - id: snapshot
    name: Take a snapshot
    action: aurora:snapshot:create
    input:
      entityRef: resource:default/goal-mandala-prd
      label: release
      release: v2.4.0
      expiresInDays: 30
      wait: true
`,
  },
  {
    description: 'Start a snapshot that is kept until a user deletes it',
    example: `
steps:
  - id: snapshot
    name: Begin a snapshot
    action: aurora:snapshot:create
    input:
      entityRef: resource:default/goal-mandala-prd
`,
  },
  {
    description: 'Take a snapshot of a database of another tool',
    example: `
steps:
  - id: snapshot
    name: Take a snapshot
    action: aurora:snapshot:create
    input:
      entityRef: resource:default/prod.orders
      expiresInDays: 7
`,
  },
];
