import type { SchedulerService } from '@backstage/backend-plugin-api';
import { announceStack } from '../database/stackEvents';
import type { AuroraDbServices, BackstageServices } from './createServices';

/** A snapshot that has expired, or a plan that was left, lives for up to a day longer. */
const daily = { frequency: { days: 1 }, timeout: { minutes: 30 } };
/** A database whose creator was stopped is without protection for up to these minutes longer. */
const everyFewMinutes = {
  frequency: { minutes: 3 },
  timeout: { minutes: 30 },
};

/** Schedules the tasks that run without a user. The scheduler runs each on one replica at a time. */
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
