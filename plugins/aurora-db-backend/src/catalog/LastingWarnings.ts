import type { LoggerService } from '@backstage/backend-plugin-api';

/** Logs each warning once, until it is no longer true. */
export class LastingWarnings {
  readonly #logger: Pick<LoggerService, 'warn'>;
  #logged: ReadonlySet<string> = new Set();

  constructor(logger: Pick<LoggerService, 'warn'>) {
    this.#logger = logger;
  }

  /** @param warnings - all that are true now */
  replace(warnings: readonly string[]): void {
    const current = new Set(warnings);
    for (const text of current) {
      if (!this.#logged.has(text)) {
        this.#logger.warn(text);
      }
    }
    this.#logged = current;
  }
}
