import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ANNOTATION_LOCATION } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import { z } from 'zod';

/** Input of the template's steps after the deploy, named as the deploy's outputs. */
export interface DeployedDatabase {
  entityRef: string;
  stackId: string;
  stackName: string;
  clusterIdentifier: string;
  /** The master secret. */
  secretArn?: string;
  /** The address without a password; absent before the next deploy of an older database. */
  connectionSecretArn?: string;
  /** The address that replaces AWS's endpoints. */
  awsEndpoint?: string;
}

const deployAction = 'aurora:database:deploy';
const writeAction = 'application:write';
const templateFile = join(
  __dirname,
  '../../../templates/goal-mandala-db/template.yaml',
);

const stepSchema = z.looseObject({ action: z.string() });
const templateSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  spec: z.looseObject({ steps: z.array(stepSchema) }),
});
const taskSchema = z.object({ status: z.string() });
const eventsSchema = z.array(
  z.object({ body: z.object({ message: z.string().optional() }) }),
);

/** The template, as far as it writes the application, as if the database had just been deployed. */
async function applicationTemplate() {
  const { metadata, spec, ...rest } = templateSchema.parse(
    parse(await readFile(templateFile, 'utf8')),
  );
  return {
    ...rest,
    metadata: {
      ...metadata,
      annotations: { [ANNOTATION_LOCATION]: `file:${templateFile}` },
    },
    spec: {
      ...spec,
      steps: [
        ...spec.steps
          .filter(({ action }) =>
            [deployAction, 'fetch:template'].includes(action),
          )
          .map(step => ({ ...step, if: true })),
        { action: writeAction },
      ],
    },
  };
}

function actionsModule(database: DeployedDatabase, folder: string) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'application',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createTemplateAction({
              id: deployAction,
              async handler({ output }) {
                for (const [name, value] of Object.entries(database)) {
                  output(name, value);
                }
              },
            }),
            createTemplateAction({
              id: writeAction,
              handler: ({ workspacePath }) =>
                cp(workspacePath, folder, { recursive: true }),
            }),
          );
        },
      });
    },
  });
}

/**
 * Writes the application of a database into a folder, as the portal does before it publishes: with
 * the same template and the same scaffolder, but without a portal or AWS.
 *
 * @param form - the values of the form
 * @throws the scaffolder's log if a step fails
 */
export async function writeApplication(
  form: DeployRequest,
  database: DeployedDatabase,
  folder: string,
): Promise<void> {
  const template = await applicationTemplate();
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      catalogServiceMock.factory({ entities: [template] }),
      mockServices.rootConfig.factory({ data: {} }),
      actionsModule(database, folder),
    ],
  });
  const address = backend.server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The scaffolder listens at no port');
  }
  const tasks = `http://127.0.0.1:${address.port}/api/scaffolder/v2/tasks`;
  const read = async (path: string) => (await fetch(`${tasks}${path}`)).json();
  try {
    const answer = await fetch(tasks, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        templateRef: `template:default/${template.metadata.name}`,
        values: form,
      }),
    });
    if (!answer.ok) {
      throw new Error(
        `The template refuses the values: ${await answer.text()}`,
      );
    }
    const { id } = z.object({ id: z.string() }).parse(await answer.json());
    let { status } = taskSchema.parse(await read(`/${id}`));
    while (status === 'open' || status === 'processing') {
      await new Promise(resolve => setTimeout(resolve, 50));
      ({ status } = taskSchema.parse(await read(`/${id}`)));
    }
    if (status !== 'completed') {
      const events = eventsSchema.parse(await read(`/${id}/events`));
      throw new Error(
        `The application was not written:\n${events.map(({ body }) => body.message).join('\n')}`,
      );
    }
  } finally {
    await backend.stop();
  }
}
