import { mockServices } from '@backstage/backend-test-utils';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import { TestTask } from '../testing/services/TestTask';
import type { RepositoryReader } from '../ports/RepositoryReader';
import { createRepositoryCheckAction } from './createRepositoryCheckAction';
import { examples } from './createRepositoryCheckAction.examples';

// The requests to the hosts have their tests in scm/, those with a server in scm/publish.test.ts.
const find = jest.fn<
  ReturnType<RepositoryReader['find']>,
  Parameters<RepositoryReader['find']>
>();

const integrations = {
  github: [{ host: 'github.com', token: 'x' }],
  gitlab: [
    {
      host: 'gitlab.example.com',
      apiBaseUrl: 'https://gitlab.example.com/api/v4',
      token: 'x',
    },
  ],
};
const repoUrl = 'github.com?owner=team&repo=goal-mandala-api';
const page = 'https://github.com/team/goal-mandala-api';

function testAction({
  data = { integrations },
  installed = ['publish:github', 'publish:gitlab'],
}: {
  data?: { integrations?: typeof integrations };
  installed?: string[];
} = {}) {
  const scaffolder: Pick<ScaffolderService, 'listActions'> = {
    listActions: async () => installed.map(id => ({ id })),
  };
  const action = createRepositoryCheckAction({
    config: mockServices.rootConfig({ data }),
    repositories: { find },
    scaffolder,
  });
  return { action, task: new TestTask() };
}

beforeEach(() => {
  find.mockReset();
  find.mockImplementation(async (_provider, place) => ({
    url: `https://${place.host}/${place.owner}/${place.repo}`,
    exists: false,
  }));
});

describe('aurora:repository:check', () => {
  it('reads nothing from the host in a dry run, because every user can try every template', async () => {
    const { action, task } = testAction();
    expect(await task.run(action, { repoUrl }, { isDryRun: true })).toEqual({
      exists: false,
      provider: 'github',
    });
    expect(find).not.toHaveBeenCalled();
    expect(task.lines.at(-1)).toBe(
      'A dry run does not check whether team/goal-mandala-api exists at github.com',
    );
  });

  it.each(examples)('runs the example “$description”', async ({ example }) => {
    const { action, task } = testAction();
    const [step] = parse(example).steps;
    expect(step.action).toBe('aurora:repository:check');
    await expect(task.run(action, step.input)).resolves.toEqual(
      step.input.repoUrl
        ? { exists: false, provider: 'github', url: page }
        : { exists: false },
    );
  });

  it.each([
    [repoUrl, 'github', page],
    [
      'gitlab.example.com?owner=group/team&repo=api',
      'gitlab',
      'https://gitlab.example.com/group/team/api',
    ],
  ])('finds the action that publishes to %s', async (place, provider, url) => {
    const { action, task } = testAction();
    expect(await task.run(action, { repoUrl: place })).toEqual({
      exists: false,
      provider,
      url,
    });
  });

  it('publishes nothing if the user chose no repository, and explains how to publish', async () => {
    const { action, task } = testAction();
    expect(await task.run(action, {})).toEqual({ exists: false });
    expect(task.lines.join('\n')).toContain(
      'not published: no repository was chosen',
    );
  });

  it('reports a portal without source code management', async () => {
    const { action, task } = testAction({ data: {} });
    expect(await task.run(action, {})).toEqual({ exists: false });
    expect(task.lines.join('\n')).toContain(
      'this portal has no integration with GitHub, GitLab or Gitea',
    );
  });

  it('does not touch an existing repository', async () => {
    find.mockResolvedValue({ url: page, exists: true });
    const { action, task } = testAction();
    expect(await task.run(action, { repoUrl })).toEqual({
      exists: true,
      url: page,
    });
    expect(task.lines.join('\n')).toContain(
      'https://github.com/team/goal-mandala-api exists already',
    );
  });

  it.each([
    [
      'another host',
      'git.example.org?owner=a&repo=b',
      'Choose from github.com, gitlab.example.com',
    ],
    ['no owner', 'github.com?repo=b', 'owner'],
    ['no repository', 'github.com?owner=a', 'repo'],
  ])(
    'refuses %s without a request to any host',
    async (_, place, complaint) => {
      const { action, task } = testAction();
      await expect(task.run(action, { repoUrl: place })).rejects.toThrow(
        complaint,
      );
      expect(find).not.toHaveBeenCalled();
    },
  );

  it('names the missing package if the publish action is not installed', async () => {
    const { action, task } = testAction({ installed: ['publish:gitlab'] });
    await expect(task.run(action, { repoUrl })).rejects.toThrow(
      'install publish:github (@backstage/plugin-scaffolder-backend-module-github)',
    );
  });

  it("ends with the host's refusal", async () => {
    find.mockRejectedValue(new Error('github.com has no owner team'));
    const { action, task } = testAction();
    await expect(task.run(action, { repoUrl })).rejects.toThrow(
      'github.com has no owner team',
    );
  });
});
