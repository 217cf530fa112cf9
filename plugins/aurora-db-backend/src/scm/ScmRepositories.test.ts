import { createServer, type Server } from 'node:http';
import { ConfigReader } from '@backstage/config';
import { portOf } from '../testing/servers/portOf';
import { ScmRepositories } from './ScmRepositories';

/** What the host answers by path, else 404; and what it was asked. */
const answers = new Map<string, number>();
const asked: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { authorization } = request.headers;
    asked.push(`${authorization ?? 'nobody'} ${request.url}`);
    response.writeHead(answers.get(request.url ?? '') ?? 404).end();
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  url = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  answers.clear();
  asked.length = 0;
});

/** A portal with one host of each kind, all of them this server. */
function repositories(overrides: object = {}) {
  return new ScmRepositories(
    new ConfigReader({
      integrations: {
        github: [
          { host: 'github.example.com', apiBaseUrl: url, token: 'ghp_1' },
        ],
        gitlab: [
          {
            host: 'gitlab.example.com',
            apiBaseUrl: `${url}/api/v4`,
            token: 'glpat-1',
          },
        ],
        gitea: [
          {
            host: 'gitea.example.com',
            baseUrl: url,
            username: 'backstage',
            password: 'x',
          },
        ],
        ...overrides,
      },
    }),
  );
}

const place = { owner: 'team', repo: 'api' };
const github = { ...place, host: 'github.example.com' };

describe('repositories of source code hosts', () => {
  it.each([
    ['github', place, '/repos/team/api', '/users/team'],
    [
      'gitlab',
      { owner: 'group/team', repo: 'api' },
      '/api/v4/projects/group%2Fteam%2Fapi',
      '/api/v4/namespaces/group%2Fteam',
    ],
    ['gitea', place, '/api/v1/repos/team/api', '/api/v1/orgs/team'],
  ] as const)(
    'reads the repository and then its owner at %s, with the credentials of the integration',
    async (provider, names, repository, owner) => {
      const credentials = {
        github: 'Bearer ghp_1',
        gitlab: 'Bearer glpat-1',
        gitea: `basic ${Buffer.from('backstage:x').toString('base64')}`,
      }[provider];
      const found = () =>
        repositories().find(provider, {
          ...names,
          host: `${provider}.example.com`,
        });
      const page = `${provider === 'gitea' ? url : `https://${provider}.example.com`}/${names.owner}/${names.repo}`;

      answers.set(owner, 200);
      expect(await found()).toEqual({ url: page, exists: false });
      expect(asked).toEqual([
        `${credentials} ${repository}`,
        `${credentials} ${owner}`,
      ]);

      answers.set(repository, 200);
      expect(await found()).toEqual({ url: page, exists: true });

      answers.clear();
      await expect(found()).rejects.toThrow(
        `${provider}.example.com has no ${provider === 'gitea' ? 'organization' : 'owner'} ${names.owner}, or the portal may not see it. Choose another owner.`,
      );
    },
  );

  it.each([
    ['github', { apiBaseUrl: 'http://127.0.0.1:9' }],
    ['gitlab', { apiBaseUrl: 'http://127.0.0.1:9' }],
    ['gitea', { password: 'x' }],
  ] as const)(
    'refuses a host of %s if the portal has no credentials for it',
    async (provider, rest) => {
      const host = `${provider}.example.com`;
      await expect(
        repositories({ [provider]: [{ host, ...rest }] }).find(provider, {
          ...place,
          host,
        }),
      ).rejects.toThrow(
        `The portal has no credentials for ${host}, so it can't publish there. Ask an administrator to check integrations.${provider} in app-config`,
      );
    },
  );

  it.each([401, 403, 429, 500])(
    'reports that the host answered %i, and what to check',
    async status => {
      answers.set('/repos/team/api', status);
      await expect(repositories().find('github', github)).rejects.toMatchObject(
        {
          name: 'ServiceUnavailableError',
          message: expect.stringMatching(
            new RegExp(
              `can't look for team/api at github\\.example\\.com: it answered ${status} to GET /repos/team/api\\. .*integrations\\.github.*must be allowed to create repositories of team`,
            ),
          ),
        },
      );
    },
  );

  it('reports that a host gives no answer', async () => {
    const silent = repositories({
      github: [
        {
          host: 'github.example.com',
          apiBaseUrl: 'http://127.0.0.1:9',
          token: 'ghp_1',
        },
      ],
    });
    await expect(silent.find('github', github)).rejects.toThrow(
      "can't look for team/api at github.example.com: it does not answer.",
    );
  });

  it('shows no credentials in its messages', async () => {
    answers.set('/repos/team/api', 401);
    const said = await repositories()
      .find('github', github)
      .then(
        () => '',
        error => `${error.stack} ${JSON.stringify(error)}`,
      );
    expect(said).toContain('answered 401');
    expect(said).not.toContain('ghp_1');
  });
});
