import type { ServerEvent } from '../../postgres/PostgresCluster';
import type { Scope } from '../../service/AwsService';
import { type EventKind, eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import type { RdsStore } from '../RdsStore';

const begun = [eventKinds.recoveryBegun];
const ended = [eventKinds.instanceRestarted, eventKinds.recoveryCompleted];

/** RDS's events for servers that died and came back. */
const eventsOf: Readonly<Record<ServerEvent, readonly EventKind[]>> = {
  died: begun,
  recovered: ended,
  crashed: [...begun, ...ended],
};

/** Tells by events of instances that their server died and recovered. */
export class InstanceRecoveries {
  constructor(
    private readonly options: {
      store: RdsStore;
      events: EventLog;
      log: (message: string) => void;
    },
  ) {}

  /** Tells it for all instances that a server serves. */
  tell(
    scope: Scope,
    clusterIdentifier: string,
    role: 'writer' | 'reader',
    event: ServerEvent,
  ): void {
    const { store, events, log } = this.options;
    const cluster = store.clusters.get(scope, clusterIdentifier);
    const told = async () => {
      for (const { identifier } of store
        .membersOf(scope, clusterIdentifier)
        .filter(
          member =>
            (member.identifier === cluster?.writer) === (role === 'writer') &&
            member.status !== 'deleting',
        )) {
        for (const kind of eventsOf[event]) {
          await events.add(scope, 'db-instance', identifier, kind);
        }
      }
    };
    told().catch((error: Error) => log(error.message));
  }
}
