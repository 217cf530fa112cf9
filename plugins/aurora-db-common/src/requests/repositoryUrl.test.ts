import {
  formatRepositoryUrl,
  parseRepositoryUrl,
  repositoryPlaceSchema,
} from './repositoryUrl';

const place = { host: 'github.com', owner: 'team', repo: 'goal-mandala-api' };

describe('the place of a repository', () => {
  it("has the scaffolder's format, and can be read back", () => {
    expect(formatRepositoryUrl(place)).toBe(
      'github.com?owner=team&repo=goal-mandala-api',
    );
    expect(parseRepositoryUrl(formatRepositoryUrl(place))).toEqual(place);
    const nested = { ...place, host: 'gitlab.com', owner: 'group/team' };
    expect(parseRepositoryUrl(formatRepositoryUrl(nested))).toEqual(nested);
  });

  it('can be read in part', () => {
    expect(parseRepositoryUrl('github.com?owner=team')).toEqual({
      host: 'github.com',
      owner: 'team',
      repo: '',
    });
    expect(parseRepositoryUrl('')).toEqual({ host: '', owner: '', repo: '' });
  });

  it.each([
    ['no host', { host: '' }],
    ['no owner', { owner: '' }],
    ['an owner with a space', { owner: 'the team' }],
    ['an owner outside of the host', { owner: '../team' }],
    ['no name', { repo: '..' }],
    ['no repository', { repo: '' }],
    ['a repository within another one', { repo: 'a/b' }],
  ])('is refused with %s', (_, wrong) => {
    expect(
      repositoryPlaceSchema.safeParse({ ...place, ...wrong }).success,
    ).toBe(false);
  });
});
