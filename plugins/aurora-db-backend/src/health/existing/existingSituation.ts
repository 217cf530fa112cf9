import type { LiveCluster } from '../../ports/ClusterReader';
import type { Situation } from '../assessHealth';
import type { AlarmIndex } from './AlarmIndex';

/**
 * What a cluster of another tool is judged by, in addition to what holds for every database.
 *
 * @param index - undefined if the states of alarms could not be read
 */
export function existingSituation(
  cluster: LiveCluster,
  isServerless: boolean,
  index: AlarmIndex | undefined,
): NonNullable<Situation['existing']> {
  return {
    cluster,
    isServerless,
    alarms: index?.of(cluster),
    hasAllAlarms: index?.isComplete ?? false,
  };
}
