import { paginateDescribeEvents, type SourceType } from '@aws-sdk/client-rds';
import type {
  DatabaseEventReader,
  EventSource,
  SourceEvent,
} from '../../ports/DatabaseEventReader';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { AwsClients } from '../AwsClients';

/** RDS's maximum page size. */
const pageSize = 100;

const sourceTypes = {
  cluster: 'db-cluster',
  instance: 'db-instance',
  snapshots: 'db-cluster-snapshot',
} as const satisfies Record<EventSource['kind'], SourceType>;

/** Reads events with RDS's API. */
export class RdsEvents implements DatabaseEventReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  list(
    environment: EnvironmentConfig,
    source: EventSource,
    since: Date,
  ): Promise<SourceEvent[]> {
    return this.#clients.call(environment, 'rds:DescribeEvents', async () => {
      const pages = paginateDescribeEvents(
        { client: this.#clients.rds(environment), pageSize },
        {
          SourceType: sourceTypes[source.kind],
          ...('id' in source && { SourceIdentifier: source.id }),
          StartTime: since,
        },
      );
      const events: SourceEvent[] = [];
      for await (const page of pages) {
        for (const event of page.Events ?? []) {
          if (event.Date) {
            events.push({
              at: event.Date,
              source: event.SourceIdentifier ?? '',
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
