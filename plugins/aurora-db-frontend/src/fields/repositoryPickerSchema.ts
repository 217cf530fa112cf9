import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/**
 * The value of a repository picker, in the scaffolder's format:
 * `github.com?owner=team&repo=goal-mandala-api`.
 */
export const repositoryPickerSchema = makeFieldSchema({
  output: z => z.string(),
});
