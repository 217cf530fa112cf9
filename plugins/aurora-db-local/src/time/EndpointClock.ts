import { z } from 'zod';
import type { Collection, Scope, StateStore } from '../service/AwsService';

const advanceSchema = z.object({ ms: z.number() });

/** The clock belongs to no account. */
const scope: Scope = { accountId: '000000000000', region: 'all' };
const recordId = 'advance';

/**
 * The clock for work that waits for days: the system's clock, and the time by which a test advanced
 * it. It never goes back, also not at a restart.
 */
export class EndpointClock {
  static async open(store: StateStore): Promise<EndpointClock> {
    return new EndpointClock(await store.collection('clock', advanceSchema));
  }

  private constructor(
    private readonly advance: Collection<z.infer<typeof advanceSchema>>,
  ) {}

  now(): Date {
    return new Date(Date.now() + this.advancedMs);
  }

  /** Milliseconds that this clock is ahead of the system's. */
  get advancedMs(): number {
    return this.advance.get(scope, recordId)?.ms ?? 0;
  }

  async advanceBy(ms: number): Promise<void> {
    await this.advance.put(scope, recordId, { ms: this.advancedMs + ms });
  }

  /** Returns to the system's time. Only for a reset, which deletes all records with times. */
  async reset(): Promise<void> {
    await this.advance.clear();
  }
}
