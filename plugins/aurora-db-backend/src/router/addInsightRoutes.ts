import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type express from 'express';
import { z } from 'zod';
import type { AuroraLoadService } from '../insight/AuroraLoadService';
import type { AuroraLogService } from '../log/AuroraLogService';
import { audited } from '../operations/audited';
import type { AuroraEventService } from '../operations/AuroraEventService';
import type { createOpenApiRouter } from '../schema/openapi/createOpenApiRouter';
import {
  eventRangeSchema,
  logQuerySchema,
  rangeSchema,
  statementIdSchema,
} from '../schema/requestParameters';
import { entityRefOf } from './entityRefOf';
import { parseInput } from './parseInput';

const loadQuery = z.object({ range: rangeSchema });
const eventQuery = z.object({ range: eventRangeSchema });
const statementParams = z.object({ statementId: statementIdSchema });

/** The range of a log unless the caller names another one. */
const hourMs = 3_600_000;

const cluster = '/clusters/:namespace/:name';

/** What the routes of {@link addInsightRoutes} need. */
export interface InsightRoutes {
  auditor: AuditorService;
  load: Pick<AuroraLoadService, 'get' | 'getStatementTexts'>;
  log: Pick<AuroraLogService, 'read'>;
  databaseEvents: Pick<AuroraEventService, 'list'>;
}

/**
 * Adds the routes that say why a database has a problem. Answers of the log and full texts of
 * statements contain data, so each read of them is audited.
 */
export function addInsightRoutes(
  router: ReturnType<typeof createOpenApiRouter>,
  {
    auditor,
    load,
    log,
    databaseEvents,
    credentialsOf,
  }: InsightRoutes & {
    credentialsOf: (request: express.Request) => Promise<BackstageCredentials>;
  },
): void {
  router.get(`${cluster}/load`, async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const { range } = parseInput(loadQuery, request.query);
    response.json(await load.get(entityRef, range, credentials));
  });

  router.get(
    `${cluster}/load/statements/:statementId`,
    async (request, response) => {
      const credentials = await credentialsOf(request);
      const entityRef = entityRefOf(request);
      const { statementId } = parseInput(statementParams, {
        statementId: request.params.statementId,
      });
      const { range } = parseInput(loadQuery, request.query);
      response.json(
        await audited(
          auditor,
          'statement-read',
          { entityRef, statementId, range },
          () =>
            load.getStatementTexts(entityRef, statementId, range, credentials),
          request,
        ),
      );
    },
  );

  router.get(`${cluster}/log`, async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const query = parseInput(logQuerySchema, request.query);
    response.json(
      await audited(
        auditor,
        'log-read',
        { entityRef, ...describeQuery(query) },
        () => log.read(entityRef, query, credentials),
        request,
      ),
    );
  });

  router.get(`${cluster}/events`, async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const { range } = parseInput(eventQuery, request.query);
    response.json(await databaseEvents.list(entityRef, range, credentials));
  });
}

/** What the auditor learns of a read of the log. The text of a search can contain data. */
function describeQuery({
  kind,
  from,
  to,
  search,
  next,
}: z.infer<typeof logQuerySchema>): JsonObject {
  const end = to ? Date.parse(to) : Date.now();
  const start = from ? Date.parse(from) : end - hourMs;
  return {
    kind,
    // A further page has the range of the first one.
    ...(!next && {
      from: new Date(start).toISOString(),
      to: new Date(end).toISOString(),
    }),
    isSearch: Boolean(search),
    isFurtherPage: Boolean(next),
  };
}
