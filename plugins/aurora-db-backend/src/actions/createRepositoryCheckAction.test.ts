import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { parse } from 'yaml';
import { TestTask } from '../__testUtils__/TestTask';
import { createRepositoryCheckAction } from './createRepositoryCheckAction';
import { examples } from './createRepositoryCheckAction.examples';

const integrations = {
  github: [{ host: 'github.com', token: 'x' }],
  gitlab: [{ host: 'gitlab.example.com', token: 'x' }],
};
const team = 'https://github.com/team/goal-mandala-api';
const repoUrl = 'github.com?owner=team&repo=goal-mandala-api';

function testAction({
  found = new NotFoundError('no such repository'),
  data = { integrations },
}: {
  found?: Error | 'there';
  data?: { integrations?: typeof integrations };
} = {}) {
  const readTree = jest.fn(async (_url: string) => {
    if (found instanceof Error) {
      throw found;
    }
    return {
      files: async () => [],
      archive: async () => {
        throw new Error('not asked for');
      },
      dir: async () => '',
      etag: '',
    };
  });
  const action = createRepositoryCheckAction({
    config: mockServices.rootConfig({ data }),
    urlReader: mockServices.urlReader.mock({ readTree }),
  });
  return { action, readTree, task: new TestTask() };
}

describe('aurora:repository:check', () => {
  it.each(examples)('runs the example “$description”', async ({ example }) => {
    const { action, task } = testAction();
    const [step] = parse(example).steps;
    expect(step.action).toBe('aurora:repository:check');
    await expect(task.run(action, step.input)).resolves.toEqual(
      step.input.repoUrl
        ? { exists: false, provider: 'github', url: team }
        : { exists: false },
    );
  });

  it.each([
    [repoUrl, 'github', team],
    [
      'gitlab.example.com?owner=group/team&repo=api',
      'gitlab',
      'https://gitlab.example.com/group/team/api',
    ],
  ])('finds out what publishes to %s', async (place, provider, url) => {
    const { action, task, readTree } = testAction();
    expect(await task.run(action, { repoUrl: place })).toEqual({
      exists: false,
      provider,
      url,
    });
    expect(readTree.mock.calls).toEqual([[url]]);
  });

  it('goes on without publishing where nobody chose a repository, and says how to have it', async () => {
    const { action, task } = testAction();
    expect(await task.run(action, {})).toEqual({ exists: false });
    expect(task.lines.join('\n')).toContain(
      'not published: no repository was chosen',
    );
  });

  it('says so where the portal has no source code management', async () => {
    const { action, task } = testAction({ data: {} });
    expect(await task.run(action, {})).toEqual({ exists: false });
    expect(task.lines.join('\n')).toContain(
      'this portal has no integration with GitHub, GitLab or Gitea',
    );
  });

  it('touches no repository that is there already', async () => {
    const { action, task } = testAction({ found: 'there' });
    expect(await task.run(action, { repoUrl })).toEqual({
      exists: true,
      url: team,
    });
    expect(task.lines.join('\n')).toContain(
      'https://github.com/team/goal-mandala-api is there already',
    );
  });

  it.each([
    [
      'another host',
      'git.example.org?owner=a&repo=b',
      'choose from github.com, gitlab.example.com',
    ],
    ['no owner', 'github.com?repo=b', 'owner'],
    ['no repository', 'github.com?owner=a', 'repo'],
  ])('refuses %s before anything is created', async (_, place, complaint) => {
    const { action, task, readTree } = testAction();
    await expect(task.run(action, { repoUrl: place })).rejects.toThrow(
      complaint,
    );
    expect(readTree).not.toHaveBeenCalled();
  });

  it('ends where the host refuses the portal, and names what to look at', async () => {
    const { action, task } = testAction({
      found: new Error('401 Bad credentials'),
    });
    await expect(task.run(action, { repoUrl })).rejects.toThrow(
      /goal-mandala-api can't be looked for: 401 Bad credentials\. .* token/,
    );
  });
});
