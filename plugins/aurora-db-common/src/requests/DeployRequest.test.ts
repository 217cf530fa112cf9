import { deployFormSchema, deployRequestSchema } from './DeployRequest';

const valid = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/guests',
};

const problems = (change: Record<string, unknown>) =>
  deployRequestSchema
    .safeParse({ ...valid, ...change })
    .error?.issues.map(issue => issue.path.join('.'));

describe('deployRequestSchema', () => {
  it.each(['abc', 'goal-mandala', 'a1-b2-c3', 'a'.repeat(40)])(
    'accepts the name %s',
    name => {
      expect(problems({ name })).toBeUndefined();
    },
  );

  it.each([
    'ab',
    'a'.repeat(41),
    'Goal',
    '1goal',
    'goal--mandala',
    'goal-',
    '-goal',
    'goal_mandala',
    'goal\n',
    'ゴール',
  ])('refuses the name %j', name => {
    expect(problems({ name })).toContain('name');
  });

  it.each([
    ['environment', 'Prod'],
    ['environment', 'eu_prod'],
    ['environment', 'a-name-of-17-char'],
    ['owner', ''],
    ['owner', 'group:default/a b'],
    ['system', 'a//b'],
    ['minCapacity', '1'],
    ['maxCapacity', 0.3],
    ['engineVersion', '15.x'],
  ])('refuses %s %j', (field, value) => {
    expect(problems({ [field]: value })).toContain(field);
  });

  it('refuses an unknown field', () => {
    expect(
      deployRequestSchema.safeParse({ ...valid, password: 'x' }).success,
    ).toBe(false);
  });
});

describe('deployFormSchema', () => {
  it('drops repoUrl, which does not concern the database', () => {
    expect(
      deployFormSchema.parse({
        ...valid,
        repoUrl: 'example.org?owner=a&repo=b',
      }),
    ).toEqual(valid);
  });
});
