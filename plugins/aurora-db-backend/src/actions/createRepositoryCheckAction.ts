import {
  createMessage,
  parseRepositoryUrl,
  repositoryHosts,
  repositoryPlaceSchema,
  repositoryProviders,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  type ScaffolderService,
} from '@backstage/plugin-scaffolder-node';
import { parseFormValues } from '../deploy/parseFormValues';
import type { RepositoryReader } from '../ports/RepositoryReader';
import { InputError } from '../ports/errors/userErrors';
import { publishActionOf } from '../preflight/AuroraRepositoryHostService';
import { examples } from './createRepositoryCheckAction.examples';

/**
 * `aurora:repository:check`: checks whether an application can be published, and with which publish
 * action. It runs before the deploy, so that users do not wait for a database before they learn of
 * a misspelled owner, a host that refuses the portal, or a missing action.
 */
export function createRepositoryCheckAction(options: {
  config: RootConfigService;
  repositories: Pick<RepositoryReader, 'find'>;
  scaffolder: Pick<ScaffolderService, 'listActions'>;
}) {
  const { config, repositories, scaffolder } = options;
  const hosts = repositoryHosts(config);

  return createTemplateAction({
    id: 'aurora:repository:check',
    description:
      'Checks whether an application can be published to a new repository',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe(
              'The repository, such as github.com?owner=team&repo=goal-mandala-api; if empty, nothing is published',
            ),
      },
      output: {
        provider: z =>
          z
            .enum(repositoryProviders)
            .optional()
            .describe(
              'What to publish with: publish:github, publish:gitlab or publish:gitea. Absent if nothing is to be published',
            ),
        url: z =>
          z
            .string()
            .optional()
            .describe('Address of the repository; absent if none was chosen'),
        exists: z =>
          z
            .boolean()
            .describe(
              'Whether the repository exists already, so that nothing is published',
            ),
      },
    },
    async handler(ctx) {
      const { repoUrl } = ctx.input;
      ctx.output('exists', false);
      if (!repoUrl) {
        ctx.logger.info(
          hosts.size > 0
            ? 'The application is not published: no repository was chosen. To publish it, run the template again with a repository'
            : 'The application is not published: this portal has no integration with GitHub, GitLab or Gitea. An administrator can add one to the app-config (integrations)',
        );
        return;
      }
      const { host, owner, repo } = parseFormValues(
        repositoryPlaceSchema,
        parseRepositoryUrl(repoUrl),
      );
      const provider = hosts.get(host);
      if (!provider) {
        throw new InputError(
          hosts.size > 0
            ? createMessage('error.repositoryHost', {
                host,
                hosts: [...hosts.keys()].join(', '),
              })
            : createMessage('error.repositoryNoHost', { host }),
        );
      }
      const installed = await scaffolder.listActions(
        {},
        { credentials: await ctx.getInitiatorCredentials() },
      );
      if (!installed.some(({ id }) => id === `publish:${provider}`)) {
        throw new InputError(
          createMessage('error.repositoryAction', {
            host,
            ...publishActionOf(provider),
          }),
        );
      }
      if (ctx.isDryRun) {
        // Skipped in a dry run: any user can dry-run any template, and would learn which
        // repositories exist.
        ctx.logger.info(
          `A dry run does not check whether ${owner}/${repo} exists at ${host}`,
        );
        ctx.output('provider', provider);
        return;
      }
      const { url, exists } = await repositories.find(provider, {
        host,
        owner,
        repo,
      });
      ctx.output('url', url);
      if (exists) {
        ctx.logger.info(
          `The application is not published: ${url} exists already and is not changed. If the catalog lacks it, register its catalog-info.yaml`,
        );
        ctx.output('exists', true);
        return;
      }
      ctx.logger.info(`The application will be published to ${url}`);
      ctx.output('provider', provider);
    },
  });
}
