import type { Scope } from '../../service/AwsService';
import { changesRecord } from '../changesRecord';
import { type EventKind, eventKinds } from '../events/eventKinds';
import type { RdsContext } from '../RdsContext';
import type { InstanceRecord, PendingInstanceChanges } from './InstanceRecord';

type Context = Pick<RdsContext, 'store' | 'reconciler' | 'clock' | 'events'>;

/** What a modification asks for. All but these members apply at once. */
export type InstanceChange = Partial<InstanceRecord> &
  Pick<PendingInstanceChanges, 'identifier'>;

/** Changes an instance at once, with everything that waits for its maintenance window. */
export async function modifyInstanceNow(
  rds: Context,
  scope: Scope,
  instance: InstanceRecord,
  asked: InstanceChange,
): Promise<InstanceRecord> {
  const { reconciler } = rds;
  const { pending } = instance;
  const { identifier = pending?.identifier, ...others } = asked;
  const isRenamed =
    identifier !== undefined && identifier !== instance.identifier;
  const changed = await changeInstance(rds, scope, instance, {
    instanceClass: pending?.instanceClass ?? instance.instanceClass,
    caCertificate: pending?.caCertificate ?? instance.caCertificate,
    ...others,
    pending: undefined,
    ...(isRenamed && { renameTo: identifier }),
    status: isRenamed ? 'renaming' : 'modifying',
  });
  void reconciler.request(scope, instance.clusterIdentifier);
  return changed;
}

/**
 * Changes an instance. Its class, certificate authority and identifier wait for the maintenance
 * window, as in RDS.
 */
export async function modifyInstanceLater(
  rds: Context,
  scope: Scope,
  instance: InstanceRecord,
  asked: InstanceChange,
): Promise<InstanceRecord> {
  const { reconciler, clock } = rds;
  const { identifier, instanceClass, caCertificate, ...others } = asked;
  const waiting: Omit<PendingInstanceChanges, 'since'> = {
    identifier: differing(
      identifier ?? instance.pending?.identifier,
      instance.identifier,
    ),
    instanceClass: differing(
      instanceClass ?? instance.pending?.instanceClass,
      instance.instanceClass,
    ),
    caCertificate: differing(
      caCertificate ?? instance.pending?.caCertificate,
      instance.caCertificate,
    ),
  };
  const waits = Object.values(waiting).some(value => value !== undefined);
  const changed = await changeInstance(rds, scope, instance, {
    ...others,
    pending: waits ? { ...waiting, since: clock.now() } : undefined,
    // If everything waits, the instance does not even become `modifying`.
    ...((!waits || changesRecord(instance, others)) && {
      status: 'modifying',
    }),
  });
  void reconciler.request(scope, instance.clusterIdentifier);
  return changed;
}

/** Changes the record, and tells by events what changes. */
async function changeInstance(
  { store, events }: Context,
  scope: Scope,
  instance: InstanceRecord,
  change: Partial<InstanceRecord>,
): Promise<InstanceRecord> {
  const changed = await store.changeInstance(scope, instance.identifier, {
    ...change,
    changesClass:
      change.instanceClass !== undefined &&
      change.instanceClass !== instance.instanceClass
        ? true
        : undefined,
  });
  const kinds = [
    ...(changed.changesClass ? [eventKinds.classChangeBegun] : []),
    ...(changed.parameterGroup === instance.parameterGroup
      ? []
      : [eventKinds.parameterGroupChanged(changed.parameterGroup)]),
    ...monitoringChange(instance, changed),
  ];
  for (const kind of kinds) {
    await events.add(scope, 'db-instance', instance.identifier, kind);
  }
  return changed;
}

function monitoringChange(
  before: InstanceRecord,
  after: InstanceRecord,
): EventKind[] {
  const interval = after.monitoring?.monitoringInterval ?? 0;
  return interval === (before.monitoring?.monitoringInterval ?? 0)
    ? []
    : [eventKinds.monitoringChanged(interval)];
}

function differing<T>(wanted: T | undefined, present: T): T | undefined {
  return wanted === present ? undefined : wanted;
}
