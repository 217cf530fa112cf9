import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Examples of `aurora:database:restore`; a test runs each. */
export const examples: TemplateExample[] = [
  {
    description:
      'Restore a snapshot under a name that contains the source and the time',
    example: `
steps:
  - id: restore
    name: Restore the snapshot
    action: aurora:database:restore
    input:
      entityRef: resource:default/goal-mandala-prd
      from:
        snapshotId: goal-mandala-prd-release-20261125081500
`,
  },
  {
    description: 'Restore to a time under a name of your own',
    example: `
steps:
  - id: restore
    name: Restore to a time
    action: aurora:database:restore
    input:
      entityRef: resource:default/goal-mandala-prd
      from:
        time: '2026-11-25T08:15:00Z'
      name: goal-mandala-before
`,
  },
  {
    description: 'Restore to the latest restorable time',
    example: `
steps:
  - id: restore
    name: Restore the present state
    action: aurora:database:restore
    input:
      entityRef: resource:default/goal-mandala-prd
      from:
        latest: true
`,
  },
];
