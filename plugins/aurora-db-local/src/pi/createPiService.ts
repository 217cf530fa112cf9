import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import type { InsightsInstances } from '../service/InsightsInstance';
import { RepeatingTask } from '../time/RepeatingTask';
import { systemTime, type Time } from '../time/Time';
import { LoadArchive } from './archive/LoadArchive';
import { Insights } from './Insights';
import { describeDimensionKeys } from './operations/describeDimensionKeys';
import { getDimensionKeyDetails } from './operations/getDimensionKeyDetails';
import { getResourceMetrics } from './operations/getResourceMetrics';
import { listingOperations } from './operations/listingOperations';
import { ActivitySampler } from './sampling/ActivitySampler';
import { minuteMs } from './sampling/InstanceLoad';

const secondMs = 1_000;
/** A timer can fire just before its second. The next sample is not for the same one. */
const earlyMs = 100;

/** Delay between the end of a minute and its writing, because a sample may still arrive. */
const closingDelayMs = 1_500;

/**
 * Performance Insights of the instances that have them on. A sampler reads the sessions of their
 * servers every second, from `start` to `stop`.
 */
export async function createPiService({
  stateDirectory,
  log,
  services,
  instances,
  time = systemTime,
}: Pick<ServiceEnvironment, 'stateDirectory' | 'log' | 'services'> & {
  instances: InsightsInstances;
  /** The clock for sampling. Default: the process's clock. */
  time?: Time;
}): Promise<AwsService> {
  const clock = () => time.now();
  const archive = await LoadArchive.open(stateDirectory, log);
  const sampler = new ActivitySampler({ instances, archive, clock, log });
  const insights = new Insights({ instances, sampler, clock, services });
  const tasks = [
    new RepeatingTask({
      name: 'Performance Insights: sampling',
      run: () => sampler.sample(),
      delay: () => secondMs + earlyMs - ((clock() + earlyMs) % secondMs),
      log,
      time,
    }),
    new RepeatingTask({
      name: 'Performance Insights: end of the minute',
      run: () => sampler.closeMinute(),
      delay: () => minuteMs - ((clock() - closingDelayMs) % minuteMs),
      log,
      time,
    }),
  ];
  return {
    signingName: 'pi',
    operations: {
      GetResourceMetrics: getResourceMetrics(insights),
      DescribeDimensionKeys: describeDimensionKeys(insights),
      GetDimensionKeyDetails: getDimensionKeyDetails(insights),
      ...listingOperations(insights),
    },
    async start() {
      tasks.forEach(task => task.start());
    },
    async stop() {
      await Promise.all(tasks.map(task => task.stop()));
      await sampler.stop();
    },
    reset: () => sampler.clear(),
  };
}
