import type { Time } from '@aurora-db/local';

/**
 * The process's time, at which CloudWatch evaluates no alarms. They keep the states that a test
 * sets, also if a minute ends meanwhile.
 */
export const clockWithoutTasks: Time = {
  now: () => Date.now(),
  wake: () => () => {},
};
