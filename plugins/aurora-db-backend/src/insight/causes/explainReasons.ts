import type { HealthReason } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type { InstanceReading } from '../LoadReading';
import type { CauseSubject } from './CauseSubject';
import { findCause } from './findCause';

/**
 * Adds what the load says to those reasons that it explains. Reasons with the same code, such as
 * alarms of several instances, have one cause: the first of them says it.
 *
 * @param subjects - what reasons are about, by their code
 * @param instances - those whose load is known
 * @param members - all instances of the cluster
 */
export function explainReasons(
  reasons: readonly HealthReason[],
  subjects: ReadonlyMap<string, CauseSubject>,
  instances: readonly InstanceReading[],
  members: LiveCluster['members'] = [],
): HealthReason[] {
  const remaining = new Map(subjects);
  return reasons.map(reason => {
    const subject = remaining.get(reason.code);
    remaining.delete(reason.code);
    const cause = subject && findCause(subject, instances, members);
    return cause ? { ...reason, cause } : reason;
  });
}
