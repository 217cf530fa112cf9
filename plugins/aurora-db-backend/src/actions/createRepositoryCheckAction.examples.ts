import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Examples of `aurora:repository:check`; a test runs each. */
export const examples: TemplateExample[] = [
  {
    description:
      'Check whether an application can be published, before anything is created',
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
      'Log that nothing will be published if no repository was chosen',
    example: `
steps:
  - id: repository
    name: Check the repository
    action: aurora:repository:check
    input: {}
`,
  },
];
