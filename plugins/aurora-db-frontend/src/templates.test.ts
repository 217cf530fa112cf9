import {
  auroraDbAnnotations,
  auroraDbResourceType,
  databaseNamePattern,
  databaseNameSchema,
  deployRequestFields,
  repositoryProviders,
  snapshotRequestSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { readTemplate } from './testing/readTemplate';

const propertiesOf = (template: ReturnType<typeof readTemplate>) =>
  Object.assign({}, ...template.spec.parameters.map(page => page.properties));
/** The plan is shown in the form, but it is not an input. */
const isAsked = ([, field]: [string, Record<string, unknown>]) =>
  field['ui:field'] !== 'AuroraDeployPlan';
const askedOf = (template: ReturnType<typeof readTemplate>) =>
  template.spec.parameters.flatMap(({ properties }) =>
    Object.entries(properties)
      .filter(isAsked)
      .map(([field]) => field),
  );
const referencesOf = (text: string) =>
  [...text.matchAll(/\$\{\{\s*parameters\.(\w+)/g)].map(([, name]) => name);

describe.each([
  'goal-mandala-db',
  'aurora-db-release-snapshot',
  'aurora-db-delete',
])('the template %s', name => {
  const template = readTemplate(name);
  const fields = askedOf(template).sort();

  it('is named as its folder', () => {
    expect(template.metadata.name).toBe(name);
  });

  it('passes every field of the form to a step, and nothing else', () => {
    const used = template.spec.steps.flatMap(({ input }) =>
      referencesOf(JSON.stringify(input)),
    );
    expect([...new Set(used)].sort()).toEqual(fields);
  });

  it('gives its actions the fields under their own names', () => {
    const given = template.spec.steps
      .filter(({ action }) => action.startsWith('aurora:'))
      .flatMap(({ input }) => Object.entries(input));
    for (const [input, value] of given) {
      expect(referencesOf(String(value))).toEqual([input]);
    }
  });

  it('requires only fields that it has', () => {
    for (const page of template.spec.parameters) {
      for (const field of page.required ?? []) {
        expect(Object.keys(page.properties)).toContain(field);
      }
    }
  });

  it('refers only to steps that it has', () => {
    const steps = [
      ...JSON.stringify([
        template.spec.steps,
        template.spec.output ?? {},
      ]).matchAll(/steps\.(\w+)/g),
    ].map(([, id]) => id);
    const ids = template.spec.steps.map(step => step.id);
    expect(ids).toEqual(expect.arrayContaining(steps));
  });
});

describe('the form of goal-mandala-db', () => {
  const template = readTemplate('goal-mandala-db');
  const properties = propertiesOf(template);

  it('has only fields of the contract', () => {
    expect([...Object.keys(deployRequestFields), 'repoUrl']).toEqual(
      expect.arrayContaining(askedOf(template)),
    );
  });

  it('shows the plan last, and does not require it from tasks that start without the form', () => {
    const last = template.spec.parameters.at(-1);
    expect(last?.properties).toEqual({
      plan: expect.objectContaining({
        'ui:field': 'AuroraDeployPlan',
        'ui:backstage': { review: { show: false } },
      }),
    });
    expect(last?.required).toBeUndefined();
  });

  it('checks the repository before the deploy, and publishes after it', () => {
    const { steps } = template.spec;
    expect(steps.slice(0, 2).map(({ action }) => action)).toEqual([
      'aurora:repository:check',
      'aurora:database:deploy',
    ]);
    for (const step of steps.slice(2)) {
      expect(step.if).toMatch(
        /steps\.repository\.output\.provider|failure\(\)/,
      );
    }
    expect(
      steps.flatMap(step =>
        step.action.startsWith('publish:') ? [[step.action, step.if]] : [],
      ),
    ).toEqual(
      repositoryProviders.map(provider => [
        `publish:${provider}`,
        `\${{ steps.repository.output.provider == '${provider}' }}`,
      ]),
    );
  });

  it('judges a name as the contract does', () => {
    const { pattern, minLength, maxLength } = properties.name;
    expect(pattern).toBe(databaseNamePattern);
    const accepts = (text: string) =>
      databaseNameSchema.safeParse(text).success;
    expect(accepts('a'.repeat(minLength))).toBe(true);
    expect(accepts('a'.repeat(minLength - 1))).toBe(false);
    expect(accepts('a'.repeat(maxLength))).toBe(true);
    expect(accepts('a'.repeat(maxLength + 1))).toBe(false);
  });

  it.each(['minCapacity', 'maxCapacity'])(
    'leaves it to its own field to judge %s, which knows the environment',
    field => {
      expect(Object.keys(properties[field])).toEqual([
        'title',
        'type',
        'ui:field',
        'ui:options',
      ]);
    },
  );

  it.each(['owner', 'system'])(
    'accepts only existing entities for %s',
    field => {
      expect(properties[field]['ui:options'].allowArbitraryValues).toBe(false);
    },
  );
});

describe('the form of aurora-db-delete', () => {
  const properties = propertiesOf(readTemplate('aurora-db-delete'));

  it('offers only databases that the portal created', () => {
    expect(properties.entityRef['ui:options'].catalogFilter).toEqual({
      kind: 'Resource',
      'spec.type': auroraDbResourceType,
      [`metadata.annotations.${auroraDbAnnotations.stackName}`]: {
        exists: true,
      },
    });
  });

  it('reports what remains of the data', () => {
    const { output } = readTemplate('aurora-db-delete').spec;
    expect(JSON.stringify(output)).toContain(
      '${{ steps.delete.output.report }}',
    );
  });

  it('keeps the data and the protection unless told otherwise', () => {
    expect(properties.finalSnapshot.default).toBe(true);
    expect(properties.disableProtection.default).toBe(false);
  });
});

describe('the form of aurora-db-release-snapshot', () => {
  const properties = propertiesOf(readTemplate('aurora-db-release-snapshot'));

  it('offers only databases of this plugin', () => {
    expect(properties.entityRef['ui:options'].catalogFilter).toEqual({
      kind: 'Resource',
      'spec.type': auroraDbResourceType,
    });
  });

  it('judges its fields as the contract does', () => {
    const accepts = (request: object) =>
      snapshotRequestSchema.safeParse(request).success;
    const { release, label, expiresInDays } = properties;
    for (const [field, { maxLength }] of [
      ['release', release],
      ['label', label],
    ] as const) {
      expect(accepts({ [field]: 'v'.repeat(maxLength) })).toBe(true);
      expect(accepts({ [field]: 'v'.repeat(maxLength + 1) })).toBe(false);
    }
    for (const text of ['aws:v2', ' RDS:v2', 'v2', 'aws v2', 'before rds:']) {
      const accepted = accepts({ release: text });
      expect(new RegExp(release.pattern).test(text)).toBe(accepted);
      expect(new RegExp(label.pattern).test(text)).toBe(accepted);
    }
    const { minimum, maximum } = expiresInDays;
    expect(
      [minimum, maximum].map(days => accepts({ expiresInDays: days })),
    ).toEqual([true, true]);
    expect(
      [minimum - 1, maximum + 1].map(days => accepts({ expiresInDays: days })),
    ).toEqual([false, false]);
  });

  it('waits for the snapshot, and lets it expire, unless told otherwise', () => {
    expect(properties.wait.default).toBe(true);
    expect(properties.expiresInDays.default).toBeGreaterThan(0);
  });
});
