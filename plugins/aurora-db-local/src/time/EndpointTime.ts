import { z } from 'zod';
import type { EndpointClock } from './EndpointClock';

/** Ten years: more is a mistake in the unit. */
const mostSeconds = 10 * 365 * 86_400;

const requestSchema = z.strictObject({
  advanceSeconds: z.number().positive().max(mostSeconds),
});

/** The endpoint's clock, for its admin route. */
export class EndpointTime {
  /** @param beginDue - begins the work that is due by the clock */
  constructor(
    private readonly clock: EndpointClock,
    private readonly beginDue: () => Promise<void>,
  ) {}

  describe(): object {
    return {
      now: this.clock.now(),
      advancedSeconds: this.clock.advancedMs / 1000,
    };
  }

  /** Resolves when the work that is due has begun, so that statuses show it. */
  async advance(request: unknown): Promise<object> {
    const { advanceSeconds } = requestSchema.parse(request);
    await this.clock.advanceBy(advanceSeconds * 1000);
    await this.beginDue();
    return this.describe();
  }

  /** Returns to the system's time. */
  async reset(): Promise<void> {
    await this.clock.reset();
  }
}
