import { type EventKind, eventKinds } from './eventKinds';

type Transitions = Readonly<Record<string, EventKind>>;

/** RDS's events for the end of temporary statuses. */
export const transitionEvents: Readonly<
  Record<'db-instance' | 'db-cluster', Transitions>
> = {
  'db-instance': {
    creating: eventKinds.instanceCreated,
    rebooting: eventKinds.instanceRestarted,
    modifying: eventKinds.instanceModified,
    /** `modifying`, if the class changes. */
    'class-changing': eventKinds.classChangeCompleted,
    starting: eventKinds.instanceStarted,
    stopping: eventKinds.instanceStopped,
    upgrading: eventKinds.patchingCompleted,
  },
  'db-cluster': {
    creating: eventKinds.clusterCreated,
    modifying: eventKinds.clusterModified,
    'resetting-master-credentials': eventKinds.passwordReset,
    starting: eventKinds.clusterStarted,
    stopping: eventKinds.clusterStopped,
    upgrading: eventKinds.upgradeCompleted,
  },
};
