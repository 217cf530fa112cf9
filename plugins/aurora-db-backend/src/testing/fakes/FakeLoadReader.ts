import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  InstanceLoad,
  LoadReader,
  LoadWindow,
  StatementLoad,
  ValuedStatement,
} from '../../ports/LoadReader';

/** A call that {@link FakeLoadReader} answered. */
export interface FakeLoadCall {
  method: keyof LoadReader;
  resourceId: string;
  at: number;
  /** The length of the window, in minutes. */
  minutes?: number;
}

/** Performance Insights in memory. An instance has the load that a test gives it. */
export class FakeLoadReader implements LoadReader {
  readonly calls: FakeLoadCall[] = [];
  /** By resource id. */
  readonly loads = new Map<string, Partial<InstanceLoad>>();
  readonly statements = new Map<string, StatementLoad[]>();
  readonly valued: ValuedStatement[] = [];
  readonly wholeTexts = new Map<string, string>();
  /** Errors that the next calls throw, by method. */
  readonly failures = new Map<keyof LoadReader, () => Error | undefined>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async readLoad(
    _environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<InstanceLoad> {
    this.#record('readLoad', resourceId, window);
    return {
      times: [window.startMs],
      total: [1],
      waits: [{ name: 'CPU', type: 'CPU', sessions: [1] }],
      statements: [],
      counters: {},
      ...this.loads.get(resourceId),
    };
  }

  async readStatements(
    _environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<StatementLoad[]> {
    this.#record('readStatements', resourceId, window);
    return this.statements.get(resourceId) ?? [];
  }

  async readValuedStatements(
    _environment: EnvironmentConfig,
    resourceId: string,
    statementId: string,
    window: LoadWindow,
  ): Promise<ValuedStatement[]> {
    this.#record('readValuedStatements', resourceId, window);
    return this.valued.filter(one => one.statementId === statementId);
  }

  async readWholeText(
    _environment: EnvironmentConfig,
    resourceId: string,
    valuedId: string,
  ): Promise<string | undefined> {
    this.#record('readWholeText', resourceId);
    return this.wholeTexts.get(valuedId);
  }

  /** The most calls of an instance in any minute. */
  mostPerMinute(): number {
    return Math.max(
      ...this.calls.map(
        ({ at, resourceId }) =>
          this.calls.filter(
            one =>
              one.resourceId === resourceId &&
              one.at >= at &&
              one.at < at + 60_000,
          ).length,
      ),
    );
  }

  #record(
    method: keyof LoadReader,
    resourceId: string,
    window?: LoadWindow,
  ): void {
    this.calls.push({
      method,
      resourceId,
      at: this.#now(),
      ...(window && {
        minutes: Math.round((window.endMs - window.startMs) / 60_000),
      }),
    });
    const failure = this.failures.get(method)?.();
    if (failure) {
      throw failure;
    }
  }
}
