import type { RepositoryProvider } from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';

const prefix = 'publish:';

const stepsSchema = z.array(
  z
    .object({ action: z.string(), if: z.string().optional() })
    .catchall(z.json()),
);

/** The steps of a template. */
export type TemplateSteps = z.infer<typeof stepsSchema>;

/**
 * Leaves out the steps that this portal would skip in every task: those that publish to other
 * providers and, in a portal that cannot publish, every conditional step, because these write and
 * publish the application. Other templates stay as they are.
 */
export function fitPublishSteps(
  steps: unknown,
  providers: ReadonlySet<RepositoryProvider>,
): TemplateSteps {
  const all = stepsSchema.parse(steps);
  if (!all.some(({ action }) => action.startsWith(prefix))) {
    return all;
  }
  const actions = new Set<string>(
    [...providers].map(provider => `${prefix}${provider}`),
  );
  return all.filter(step =>
    actions.size === 0
      ? step.if === undefined
      : !step.action.startsWith(prefix) || actions.has(step.action),
  );
}
