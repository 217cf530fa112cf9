import { resourceTagsSchema } from './resourceTags';

const problems = (tags: unknown) =>
  resourceTagsSchema
    .safeParse(tags)
    .error?.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    ) ?? [];

const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`key${index}`, 'value']),
  );

describe('resourceTagsSchema', () => {
  it.each<[string, Record<string, string>]>([
    ['none', {}],
    [
      'letters, digits, spaces and punctuation',
      { 'Cost center': 'a/b:4=1@x.y+z-_' },
    ],
    ['other scripts', { 部署: '決済' }],
    ['a prefix of another company', { 'goal:team': 'payments' }],
    ['as many as fit beside those of the portal', many(40)],
    ['the longest key and value', { ['k'.repeat(128)]: 'v'.repeat(256) }],
  ])('accepts %s', (_, tags) => {
    expect(resourceTagsSchema.parse(tags)).toEqual(tags);
  });

  it.each<[unknown, RegExp]>([
    ['team=a', /expected an object of keys and values/],
    [{ team: 7 }, /team: expected a text of 1 to 256 characters, in quotes/],
    [{ team: '' }, /team: expected a text of 1 to 256 characters/],
    [{ team: 'v'.repeat(257) }, /team: expected a text of 1 to 256 characters/],
    [{ team: 'a;b' }, /team: expected letters, digits, spaces/],
    [{ 'a*': 'b' }, /a\*: expected letters, digits, spaces/],
    [{ ['k'.repeat(129)]: 'b' }, /expected a key of 1 to 128 characters/],
    [{ '': 'b' }, /expected a key of 1 to 128 characters/],
    [{ 'aws:team': 'b' }, /aws:team: expected a key that does not begin with/],
    [{ 'AWS:team': 'b' }, /AWS:team: expected a key that does not begin with/],
    [{ 'rds:team': 'b' }, /rds:team: expected a key that does not begin with/],
    [
      { 'aurora-db:owner': 'b' },
      /aurora-db:owner: expected a key that does not begin with/,
    ],
    [
      { team: 'a', Team: 'b' },
      /Team: expected a key that differs from team in more than case/,
    ],
    [many(41), /expected at most 40 tags/],
  ])('refuses %j', (tags, sentence) => {
    expect(problems(tags)).toEqual([expect.stringMatching(sentence)]);
  });
});
