import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import mcpActionsPlugin from '@backstage/plugin-mcp-actions-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { z } from 'zod';
import { provideDatabases } from '../testing/databases/provideDatabases';
import { url, writes } from '../testing/servers/startPlugin';
import { serviceTokens, startPortal } from '../testing/servers/startPortal';
import { until } from '../testing/servers/until';

type Portal = Awaited<ReturnType<typeof startPortal>>;

const owner = ['group:default/developers', 'group:default/payments'];
const users = { person: owner, agent: [...owner, 'group:default/agents'] };

const deletion = {
  templateRef: 'template:default/aurora-db-delete',
  values: {
    entityRef: 'resource:default/goal-mandala-dev',
    confirm: 'goal-mandala-dev',
  },
};
const executeTemplate = 'scaffolder.execute-template';

/** `backend.actions` of a portal made by create-app, with this plugin added. */
const stockActions = { pluginSources: ['aurora-db', 'catalog', 'scaffolder'] };

/** `backend.actions` as the README tells to configure it. */
function actionsOfReadme(): JsonObject {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const block = [...readme.matchAll(/```yaml\n(.*?)```/gs)]
    .map(([, yaml = '']) => yaml)
    .find(yaml => yaml.includes('scaffolder:execute-template'));
  return z
    .object({
      backend: z.object({ actions: z.record(z.string(), z.json()) }),
    })
    .parse(parse(block ?? '')).backend.actions;
}

function start(actions: JsonObject): Promise<Portal> {
  provideDatabases();
  return startPortal(
    users,
    ['resource:default/goal-mandala-dev', deletion.templateRef],
    {
      actions,
      features: [
        mcpActionsPlugin,
        scaffolderEntityModel,
        actionsServiceFactory,
        actionsRegistryServiceFactory,
      ],
    },
  );
}

/** Connects as an agent does, with the client of the protocol's SDK. */
async function connect(portal: Portal, token: string) {
  const client = new Client({ name: 'agent', version: '1' });
  const transport = new StreamableHTTPClientTransport(
    new URL(`${portal.url}/api/mcp-actions/v1`),
    { requestInit: { headers: { Authorization: `Bearer ${token}` } } },
  );
  await client.connect(transport);
  return {
    close: () => client.close(),
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    /** Returns the text of the answer, and whether it is an error. */
    async call(name: string, input: JsonObject) {
      const { isError = false, content } = z
        .object({
          isError: z.boolean().optional(),
          content: z.array(z.object({ text: z.string() })),
        })
        .parse(await client.callTool({ name, arguments: input }));
      return { isError, text: content.map(({ text }) => text).join('\n') };
    },
  };
}

/** Waits for the end of a task. Returns its status and its log. */
async function endOf({ api }: Portal, id: string) {
  const read = (path: string) =>
    api
      .get(`/api/scaffolder/v2/tasks/${id}${path}`)
      .set('Authorization', `Bearer ${serviceTokens.unrestricted}`);
  const { body } = await until(
    () => read(''),
    answer => !['open', 'processing'].includes(answer.body.status),
    60,
  );
  return { status: body.status, log: (await read('/events')).text };
}

async function deleteAsPerson(portal: Portal) {
  const { body } = await portal.api
    .post('/api/scaffolder/v2/tasks')
    .set('Authorization', `Bearer ${await portal.signIn('person')}`)
    .send(deletion)
    .expect(201);
  return endOf(portal, z.object({ id: z.string() }).parse(body).id);
}

/** Starts the deletion as an agent. Returns the id of its task, which is in the answer. */
async function deleteAsAgent(portal: Portal, token: string) {
  const agent = await connect(portal, token);
  const { isError, text } = await agent.call(executeTemplate, deletion);
  await agent.close();
  expect([isError, text]).toEqual([false, text]);
  const [, id = ''] = /"taskId":\s*"([^"]+)"/.exec(text) ?? [];
  return endOf(portal, id);
}

describe('an agent in a portal that offers the actions of the scaffolder', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await start(stockActions);
  }, 180_000);
  afterEach(() => portal.stop());

  it('deletes a database in one call with the token of its owner', async () => {
    const { status, log } = await deleteAsAgent(
      portal,
      await portal.signIn('person'),
    );
    expect([status, log]).toEqual(['completed', log]);
    expect(writes()).toContain('deleteStack');
  });

  it('deletes nothing if it is a user of a group of agents, while people do', async () => {
    const { status, log } = await deleteAsAgent(
      portal,
      await portal.signIn('agent'),
    );
    expect([status, log]).toEqual(['failed', log]);
    expect(log).toContain('You lack the permission aurora-db.cluster.delete');
    expect(writes()).toEqual([]);

    expect(await deleteAsPerson(portal)).toMatchObject({ status: 'completed' });
  });

  it('does not reach the scaffolder with a restricted service token, and reads databases', async () => {
    const agent = await connect(portal, serviceTokens.agent);
    expect(await agent.tools()).not.toContain(executeTemplate);
    expect((await agent.call(executeTemplate, deletion)).isError).toBe(true);
    expect((await agent.call('aurora-db.list-databases', {})).text).toContain(
      'goal-mandala-dev',
    );
    await agent.close();
    expect(writes()).toEqual([]);
  });

  it('reads the load of a database of its owner, and neither the log nor full statements', async () => {
    const token = await portal.signIn('agent');
    const agent = await connect(portal, token);
    const load = await agent.call('aurora-db.get-database-load', {
      entityRef: 'resource:default/goal-mandala-dev',
    });
    expect([load.isError, load.text]).toEqual([false, load.text]);
    expect(
      (await agent.tools()).filter(name => /^aurora-db.*(log|text)/.test(name)),
    ).toEqual([]);
    await agent.close();
    for (const path of ['log', 'load/statements/A1']) {
      await portal.api
        .get(`${url}/clusters/default/goal-mandala-dev/${path}`)
        .set('Authorization', `Bearer ${token}`)
        .expect(403);
    }
  });
});

describe('an agent in a portal with the filter of the README', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await start(actionsOfReadme());
  }, 180_000);
  afterAll(() => portal.stop());

  it('has no tool that runs templates, while people run them', async () => {
    const token = await portal.signIn('person');
    const agent = await connect(portal, token);
    const tools = await agent.tools();
    expect(tools).toContain('aurora-db.get-database-health');
    expect(tools).not.toContain(executeTemplate);
    expect(await agent.call(executeTemplate, deletion)).toMatchObject({
      isError: true,
      text: expect.stringContaining('not found'),
    });
    await agent.close();
    expect(writes()).toEqual([]);

    expect(await deleteAsPerson(portal)).toMatchObject({ status: 'completed' });
    expect(writes()).toContain('deleteStack');
  });
});
