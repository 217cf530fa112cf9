import { z } from 'zod';

const rulesSchema = z.object({
  rules: z.array(z.looseObject({ accountId: z.string() })),
});

/** The faults of aurora-db-local, of several accounts that change theirs at the same time. */
export class FaultRules {
  readonly #url: string;
  #last: Promise<void> = Promise.resolve();

  /** @param endpoint - of aurora-db-local */
  constructor(endpoint: string) {
    this.#url = `${endpoint}/_aurora-local/faults`;
  }

  /** Replaces the faults of an account. Those of the other accounts remain. */
  replace(accountId: string, faults: readonly object[]): Promise<void> {
    this.#last = this.#last.then(async () => {
      const { rules } = rulesSchema.parse(
        await (await fetch(this.#url)).json(),
      );
      const response = await fetch(this.#url, {
        method: 'POST',
        body: JSON.stringify([
          ...rules.filter(rule => rule.accountId !== accountId),
          ...faults.map(fault => ({ ...fault, accountId })),
        ]),
      });
      if (!response.ok) {
        throw new Error(await response.text());
      }
    });
    return this.#last;
  }
}
