import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Examples of `aurora:repository:check`; a test runs each. */
export const examples: TemplateExample[] = [
  {
    description:
      'Look, before anything is created, whether an application can be published',
    example: `
steps:
  - id: repository
    name: Check the repository
    action: aurora:repository:check
    input:
      repoUrl: github.com?owner=team&repo=goal-mandala-api
`,
  },
  {
    description:
      'Say that nothing will be published, where nobody chose a repository',
    example: `
steps:
  - id: repository
    name: Check the repository
    action: aurora:repository:check
    input: {}
`,
  },
];
