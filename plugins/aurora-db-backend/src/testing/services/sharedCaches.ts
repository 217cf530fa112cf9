import { CacheManager } from '@backstage/backend-defaults/cache';
import type { CacheService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Telemetry } from '../../ports/Telemetry';
import { SharedCache } from '../../readings/SharedCache';

/** Backstage's own cache service, for one plugin. */
export function testCache(): CacheService {
  return CacheManager.fromConfig(new ConfigReader({})).forPlugin('aurora-db');
}

/** The caches of several replicas, which share their values. */
export function sharedCaches(
  replicas: number,
  cache: CacheService = testCache(),
  telemetry?: Telemetry,
): SharedCache[] {
  return Array.from(
    { length: replicas },
    () =>
      new SharedCache({
        cache,
        telemetry,
        logger: mockServices.logger.mock(),
      }),
  );
}

/**
 * Sets the clock, but leaves timers real: shared values pass through compression, which fake timers
 * do not wait for.
 */
export function setClock(now: string): void {
  jest.useFakeTimers({
    now: new Date(now),
    doNotFake: [
      'clearImmediate',
      'clearInterval',
      'clearTimeout',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'setInterval',
      'setTimeout',
    ],
  });
}
