import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { z } from 'zod';
import auroraDb from '../../index';
import { portalConfig } from './startDeployment';
import { until } from './until';

const taskSchema = z.object({ status: z.string() });
const eventsSchema = z.array(
  z.object({
    body: z.object({
      message: z.string().optional(),
      stepId: z.string().optional(),
      status: z.string().optional(),
      output: z
        .object({
          links: z.array(
            z.object({
              title: z.string(),
              url: z.string().optional(),
              entityRef: z.string().optional(),
            }),
          ),
          text: z.array(z.object({ content: z.string() })),
        })
        .optional(),
    }),
  }),
);

/**
 * A portal with the real template, whose catalog and scaffolder are Backstage's own.
 *
 * @param endpoint - the AWS that it deploys to
 * @param features - what else it has
 * @param extraConfig - what else app-config says
 */
export async function startTemplatePortal(
  endpoint: string,
  features: BackendFeature[] = [],
  extraConfig: JsonObject = {},
) {
  const config = portalConfig(endpoint);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      scaffolderEntityModel,
      scaffolderPlugin,
      auroraDb,
      ...features,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          ...extraConfig,
          catalog: {
            ...config.catalog,
            rules: [{ allow: ['Component'] }],
          },
        },
      }),
    ],
  });
  const api = request(backend.server);
  const entity = (ref: string) =>
    until(
      () => api.get(`/api/catalog/entities/by-name/${ref}`),
      ({ status }) => status === 200,
      60,
    );
  for (const ref of [
    'template/default/goal-mandala-db',
    'group/default/guests',
  ]) {
    expect((await entity(ref)).status).toBe(200);
  }
  return {
    entity,
    stop: () => backend.stop(),

    /** Creates what the form's values ask for; answers how the task went. */
    async create(values: JsonObject) {
      const started = await api.post('/api/scaffolder/v2/tasks').send({
        templateRef: 'template:default/goal-mandala-db',
        values: {
          environment: 'local',
          owner: 'group:default/guests',
          ...values,
        },
      });
      expect(started.body).toEqual({ id: expect.any(String) });
      const task = `/api/scaffolder/v2/tasks/${started.body.id}`;
      const { body } = await until(
        () => api.get(task),
        answer =>
          !['open', 'processing'].includes(
            taskSchema.parse(answer.body).status,
          ),
        120,
      );
      const events = eventsSchema.parse((await api.get(`${task}/events`)).body);
      const output = events.find(event => event.body.output)?.body.output;
      return {
        status: taskSchema.parse(body).status,
        log: events.map(event => event.body.message ?? '').join('\n'),
        /** Steps that were completed. */
        completed: events.flatMap(event =>
          event.body.status === 'completed' && event.body.stepId
            ? [event.body.stepId]
            : [],
        ),
        /** Titles of the links on the task's page. Backstage omits links without a target. */
        links: output?.links
          .filter(({ url, entityRef }) => url || entityRef)
          .map(({ title }) => title),
        text: output?.text.map(({ content }) => content).join('\n'),
      };
    },
  };
}
