import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { hideSearch } from './hideSearch';

/** A backend that logs requests as Backstage does, and answers with the query that a route gets. */
function startApi() {
  const lines: string[] = [];
  const logger = mockServices.logger.mock({
    info: (message, meta) => void lines.push(message, JSON.stringify(meta)),
  });
  const app = express();
  app.use(
    MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger,
    }).logging(),
  );
  const router = express.Router();
  router.use(hideSearch);
  router.get('/log', ({ query, originalUrl }, response) => {
    response.json({ query, originalUrl });
  });
  app.use('/api/aurora-db', router);
  return { api: request(app), lines };
}

describe('hideSearch', () => {
  it.each([
    ['search=hunter2', 'search=-'],
    ['kind=all&search=hunter2%26more&next=a', 'kind=all&search=-&next=a'],
    ['search=?hunter2?', 'search=-'],
    ['%73earch=hunter2', 'search=-'],
    ['search=one&search=hunter2', 'search=-'],
    ['search[]=hunter2', 'search%5B%5D=-'],
    ['search%5Ba%5D=hunter2', 'search%5Ba%5D=-'],
  ])(
    'keeps the text of %s out of the log of requests',
    async (query, shown) => {
      const { api, lines } = startApi();
      const { body } = await api.get(`/api/aurora-db/log?${query}`).expect(200);
      expect(JSON.stringify(body.query)).toContain('hunter2');
      expect(body.originalUrl).toBe(`/api/aurora-db/log?${shown}`);
      expect(lines.join()).toContain(
        `GET /api/aurora-db/log?${shown} HTTP/1.1`,
      );
      expect(lines.join()).not.toContain('hunter2');
    },
  );

  it.each(['', '?range=1h', '?kind=all&from=2026-11-25T08:15:00%2B09:00'])(
    'leaves the address with %j as it is',
    async query => {
      const { api } = startApi();
      const { body } = await api.get(`/api/aurora-db/log${query}`).expect(200);
      expect(body.originalUrl).toBe(`/api/aurora-db/log${query}`);
    },
  );
});
