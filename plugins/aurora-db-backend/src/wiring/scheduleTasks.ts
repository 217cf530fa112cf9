import type { SchedulerService } from '@backstage/backend-plugin-api';
import { announceStack } from '../database/stackEvents';
import type { AuroraDbServices, BackstageServices } from './createServices';

/** An expired snapshot, or a leftover plan, lives for up to one more day. */
const daily = { frequency: { days: 1 }, timeout: { minutes: 30 } };
/** A database whose creation was interrupted stays without protection for up to these minutes. */
const everyFewMinutes = {
  frequency: { minutes: 3 },
  timeout: { minutes: 30 },
};

/**
 * Schedules the tasks that run without a user. The scheduler runs each task on one replica at a
 * time.
 */
export async function scheduleTasks(
  scheduler: SchedulerService,
  services: AuroraDbServices,
  { events, logger }: Pick<BackstageServices, 'events' | 'logger'>,
): Promise<void> {
  const { expiredSnapshots, leftoverPlans, completion, lookups } = services;
  await scheduler.scheduleTask({
    id: 'aurora-db-expired-snapshots',
    ...daily,
    fn: () => expiredSnapshots.deleteAll(),
  });
  await scheduler.scheduleTask({
    id: 'aurora-db-leftover-plans',
    ...daily,
    fn: () => leftoverPlans.deleteAll(),
  });
  await scheduler.scheduleTask({
    id: 'aurora-db-protection-completion',
    ...everyFewMinutes,
    fn: signal =>
      completion.completeAll({
        known: lookups.stacks,
        signal,
        announce: ({ name }, { stackName }) =>
          announceStack(events, { environment: name, stackName }, logger),
      }),
  });
}
