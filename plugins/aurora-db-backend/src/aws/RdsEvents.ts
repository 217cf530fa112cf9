import { paginateDescribeEvents } from '@aws-sdk/client-rds';
import type {
  DatabaseEventReader,
  SourceEvent,
} from '../ports/DatabaseEventReader';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AwsClients } from './AwsClients';

/** RDS's maximum page size. */
const pageSize = 100;

/** Reads events with RDS's API. */
export class RdsEvents implements DatabaseEventReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  list(
    environment: EnvironmentConfig,
    { kind, id }: { kind: 'cluster' | 'instance'; id: string },
    since: Date,
  ): Promise<SourceEvent[]> {
    return this.#clients.call(environment, 'rds:DescribeEvents', async () => {
      const pages = paginateDescribeEvents(
        { client: this.#clients.rds(environment), pageSize },
        {
          SourceIdentifier: id,
          SourceType: kind === 'cluster' ? 'db-cluster' : 'db-instance',
          StartTime: since,
        },
      );
      const events: SourceEvent[] = [];
      for await (const page of pages) {
        for (const event of page.Events ?? []) {
          if (event.Date) {
            events.push({
              at: event.Date,
              source: event.SourceIdentifier ?? id,
              categories: event.EventCategories ?? [],
              text: event.Message ?? '',
            });
          }
        }
      }
      return events;
    });
  }
}
