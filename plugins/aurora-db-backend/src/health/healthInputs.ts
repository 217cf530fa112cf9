import type { HealthEvidence } from './describeHealth';

/** What a health follows from. As long as each of them is the same, so is the health. */
export function healthInputs(evidence: HealthEvidence): unknown[] {
  const { located, cluster, recent, history, alarms, telling } = evidence;
  const { configured, live, liveHighest, pendingReboot } =
    evidence.maxConnections;
  return [
    located.stack,
    located.failure,
    cluster.value,
    cluster.readAt.getTime(),
    cluster.failure,
    ...[recent, history, alarms].flatMap(({ value, readAt, failure }) => [
      value,
      readAt?.getTime(),
      failure,
    ]),
    evidence.instances,
    configured,
    live,
    liveHighest,
    pendingReboot,
    telling.status,
    telling.recent,
    telling.alarms,
  ];
}
