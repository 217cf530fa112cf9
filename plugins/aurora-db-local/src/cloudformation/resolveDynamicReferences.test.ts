import { resolveTags } from './resolveDynamicReferences';

describe('tags with dynamic references', () => {
  it('are resolved if the template has them, but not if they are those of the stack', async () => {
    const Value = '{{resolve:ssm:/team}}';
    await expect(
      resolveTags(
        [
          { Key: 'own', Value: `team ${Value}` },
          { Key: 'of-stack', Value },
        ],
        [{ Key: 'of-stack', Value }],
        { secret: async () => '', parameter: async name => `<${name}>` },
      ),
    ).resolves.toEqual([
      { Key: 'own', Value: 'team </team>' },
      { Key: 'of-stack', Value },
    ]);
  });
});
