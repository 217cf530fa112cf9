import pg from 'pg';

/**
 * pg's message if an answer takes longer than `query_timeout`. The server may still be running the
 * statement.
 */
const gaveUp = 'Query read timeout';
const commits = /^\s*(commit|end)\b/i;

/**
 * The server answered a commit with a rollback, because a statement of the transaction had failed.
 */
export class RolledBackError extends Error {
  override name = 'RolledBackError';
}

/** Knows whether a connection has unanswered statements or an open transaction. */
export class ConnectionWatch {
  readonly #client: pg.Client;
  #unanswered = 0;

  /** Every statement that is sent through the client is watched from now on. */
  constructor(client: pg.Client) {
    this.#client = client;
    Object.defineProperty(client, 'query', {
      value: (...given: unknown[]) => this.#send(given),
    });
  }

  /**
   * Whether all statements are answered and no transaction is open. Only then may another request
   * get the connection.
   */
  get isIdle(): boolean {
    return (
      this.#unanswered === 0 && this.#client.getTransactionStatus() === 'I'
    );
  }

  /**
   * Closes the connection at once. Running statements fail, and the server rolls back.
   */
  end(): void {
    this.#client.end().catch(() => undefined);
  }

  #send(given: unknown[]): unknown {
    this.#unanswered += 1;
    const text = textOf(given[0]);
    const answer: unknown = Reflect.apply(
      pg.Client.prototype.query,
      this.#client,
      given.map(each =>
        typeof each === 'function'
          ? (error: unknown, result: unknown) =>
              each(
                error ? this.#failed(error) : this.#done(text, result),
                result,
              )
          : each,
      ),
    );
    return answer instanceof Promise
      ? answer.then(
          (result: unknown) => {
            const error = this.#done(text, result);
            if (error) {
              throw error;
            }
            return result;
          },
          (error: unknown) => {
            throw this.#failed(error);
          },
        )
      : answer;
  }

  #failed(error: unknown): unknown {
    if (error instanceof Error && error.message === gaveUp) {
      // It stays unanswered. What comes next, such as ROLLBACK, would only queue behind it.
      this.end();
    } else {
      this.#unanswered -= 1;
    }
    return error;
  }

  /**
   * Returns an error if a commit was a rollback. PostgreSQL answers a commit of a failed transaction
   * without an error.
   */
  #done(text: string, result: unknown): Error | undefined {
    this.#unanswered -= 1;
    return commits.test(text) && member(result, 'command') === 'ROLLBACK'
      ? new RolledBackError(
          'The transaction was rolled back instead of committed: a statement in it had failed, and its error was caught',
        )
      : undefined;
  }
}

function textOf(statement: unknown): string {
  const text =
    typeof statement === 'string' ? statement : member(statement, 'text');
  return typeof text === 'string' ? text : '';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
