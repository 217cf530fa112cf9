import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeDatabase } from '@aurora-db/cdk/synth';
import { synthRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { parse } from 'yaml';
import { z } from 'zod';
import { testActions } from '../testing/services/testActions';

const template = z
  .object({
    spec: z.object({
      parameters: z.array(
        z.object({
          properties: z.record(
            z.string(),
            z.object({ 'ui:field': z.string().optional() }),
          ),
        }),
      ),
      steps: z.array(
        z.object({
          action: z.string(),
          input: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  })
  .parse(
    parse(
      readFileSync(
        join(__dirname, '../../../../templates/goal-mandala-db/template.yaml'),
        'utf8',
      ),
    ),
  );
const formFields = template.spec.parameters.flatMap(page =>
  Object.entries(page.properties)
    // The plan has no value, and the repository is that of the application.
    .filter(
      ([, field]) =>
        !['AuroraDeployPlan', 'AuroraRepositoryPicker'].includes(
          field['ui:field'] ?? '',
        ),
    )
    .map(([name]) => name),
);
const deployStep = template.spec.steps.find(
  ({ action }) => action === 'aurora:database:deploy',
);

const form = {
  name: 'goal-mandala',
  environment: 'stg',
  owner: 'group:default/guests',
};

/**
 * Another value for each field of the form. A new field without one fails its test: add the value
 * together with the field.
 */
const otherAnswers: Record<string, string | number> = {
  name: 'orders',
  environment: 'prod',
  owner: 'group:default/payments',
  system: 'system:default/goal-mandala',
  minCapacity: 2,
  maxCapacity: 8,
};

/** The template that CDK makes of what the action was given. */
async function templateOf(
  values: Record<string, string | number>,
): Promise<string> {
  const { deploy, stacks } = testActions();
  const createChangeSet = jest.spyOn(stacks, 'createChangeSet');
  await deploy(values);
  const [, request] = createChangeSet.mock.calls[0] ?? [];
  const { Resources } = JSON.parse(request?.template ?? '{}');
  const { DeletionProtection: _, ...synthRequest } =
    Resources.Cluster.Properties;
  return synthesizeDatabase(synthRequestSchema.parse(synthRequest));
}

describe('the form of goal-mandala-db', () => {
  it('passes each field to the deploy action, which accepts them all', () => {
    const { actions } = testActions();
    expect(deployStep?.action).toBe(actions.deploy.id);
    const known = Object.keys(
      z
        .object({ properties: z.record(z.string(), z.unknown()) })
        .parse(actions.deploy.schema?.input).properties,
    );
    expect(Object.keys(deployStep?.input ?? {})).toEqual(formFields);
    expect(known).toEqual(expect.arrayContaining(formFields));
  });

  it.each(formFields)(
    'has no unused field: %s changes the template',
    async field => {
      const base = await templateOf(form);
      const changed = await templateOf({
        ...form,
        [field]: otherAnswers[field] ?? '',
      });
      expect(changed).not.toEqual(base);
    },
    60_000,
  );
});
