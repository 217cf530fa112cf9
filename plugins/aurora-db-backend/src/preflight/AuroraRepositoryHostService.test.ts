import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ScmRepositories } from '../scm/ScmRepositories';
import { AuroraRepositoryHostService } from './AuroraRepositoryHostService';

const github = { host: 'github.com', token: 'x' };
const gitlab = {
  host: 'gitlab.example.com',
  apiBaseUrl: 'https://gitlab.example.com/api/v4',
  token: 'x',
};
const gitea = { host: 'gitea.example.com', username: 'a', password: 'x' };

function testService(
  integrations: Record<string, object[]>,
  listActions = async () =>
    ['publish:github', 'publish:gitlab', 'publish:gitea'].map(id => ({ id })),
) {
  const config = mockServices.rootConfig({ data: { integrations } });
  const logger = mockServices.logger.mock();
  const service = new AuroraRepositoryHostService({
    config,
    repositories: new ScmRepositories(config),
    scaffolder: { listActions },
    logger,
  });
  return { logger, list: () => service.list(mockCredentials.user()) };
}

describe('the hosts that the form offers', () => {
  it('are those of the integrations with GitHub, GitLab and Gitea', async () => {
    const { list } = testService({
      github: [
        github,
        {
          host: 'ghe.example.com',
          apps: [
            {
              appId: 1,
              clientId: 'x',
              clientSecret: 'x',
              privateKey: 'x',
              webhookSecret: 'x',
            },
          ],
        },
      ],
      gitlab: [gitlab],
      gitea: [gitea],
      azure: [{ host: 'dev.azure.com' }],
    });
    expect(await list()).toEqual([
      { host: 'github.com', provider: 'github' },
      { host: 'ghe.example.com', provider: 'github' },
      { host: 'gitlab.example.com', provider: 'gitlab' },
      { host: 'gitea.example.com', provider: 'gitea' },
    ]);
  });

  it('need credentials', async () => {
    const { list } = testService({
      github: [{ host: 'github.com' }],
      gitlab: [{ ...gitlab, token: undefined }],
      gitea: [{ ...gitea, username: undefined, password: undefined }],
    });
    const hosts = await list();
    expect(hosts.map(({ problem }) => problem?.code)).toEqual(
      Array(3).fill('error.repositoryNoCredentials'),
    );
    expect(hosts[0]?.problem?.text).toContain(
      'set its credentials in app-config (integrations.github)',
    );
  });

  it('need their publish action', async () => {
    const { list } = testService({ github: [github] }, async () => []);
    const [host] = await list();
    expect(host?.problem?.text).toContain(
      'install publish:github (@backstage/plugin-scaffolder-backend-module-github)',
    );
  });

  it('are offered if the scaffolder does not answer, and the log says so', async () => {
    const { list, logger } = testService({ github: [github] }, async () => {
      throw new Error('no scaffolder');
    });
    expect(await list()).toEqual([{ host: 'github.com', provider: 'github' }]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no scaffolder'),
    );
  });
});
