import type { PostgresCluster } from '../../postgres/PostgresCluster';
import {
  createMasterUser,
  setMasterPassword,
} from '../../postgres/privileges/createMasterUser';
import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import type { RdsStore } from '../RdsStore';
import type { InstanceChanges } from './InstanceChanges';
import type { InstanceParameters } from './InstanceParameters';
import {
  incompatibleParameters,
  type InstanceRecord,
  waitsForCorrection,
} from './InstanceRecord';
import type { InstanceStarts } from './InstanceStarts';

/** Statuses in which an instance starts with its cluster's current parameters. */
const booting = new Set([
  'creating',
  'rebooting',
  'starting',
  'upgrading',
  incompatibleParameters,
]);

function boots(member: InstanceRecord): boolean {
  return booting.has(member.status) || changesClass(member);
}

/** An instance of another class has other limits, so its server starts again, as on RDS. */
function changesClass({ status, changesClass: differs }: InstanceRecord) {
  return status === 'modifying' && differs === true;
}

/** Starts the servers of a cluster's instances, and keeps their parameters and roles as recorded. */
export class InstanceServers {
  constructor(
    private readonly options: {
      store: RdsStore;
      instances: InstanceChanges;
      starts: InstanceStarts;
      parameters: InstanceParameters;
      events: EventLog;
    },
  ) {}

  /** Returns whether the writer runs. */
  async run(
    scope: Scope,
    identifier: string,
    postgres: PostgresCluster,
    instances: readonly InstanceRecord[],
  ): Promise<boolean> {
    const { store, parameters, starts } = this.options;
    const members = () => store.membersOf(scope, identifier);
    let cluster = store.cluster(scope, identifier);
    if (!members().some(member => member.identifier === cluster.writer)) {
      cluster = await store.changeCluster(scope, identifier, {
        writer: (
          members().find(({ renamedFrom }) => renamedFrom === cluster.writer) ??
          members()[0]
        )?.identifier,
      });
    }
    const isWriter = (member: InstanceRecord) =>
      member.identifier === cluster.writer;
    const writer = () => members().find(isWriter);
    const readers = () =>
      members().filter(
        member => !isWriter(member) && !waitsForCorrection(member),
      );
    const asked = instances.filter(
      member =>
        (boots(member) && !waitsForCorrection(member)) || !member.booted,
    );
    const isDown =
      !postgres.writer.isRunning &&
      members().some(member => isWriter(member) && waitsForCorrection(member));
    if (isDown && asked.length === 0) {
      return false;
    }
    // A reader cannot run without its writer, which therefore tries again too.
    const reboots = isDown
      ? instances.filter(member => asked.includes(member) || isWriter(member))
      : asked;
    await this.#tellShutdown(scope, postgres, reboots);
    if (postgres.writer.isRunning && reboots.some(isWriter)) {
      await postgres.stop();
    } else if (
      postgres.reader.isRunning &&
      reboots.some(
        member => member.status === 'rebooting' || changesClass(member),
      )
    ) {
      await postgres.reader.stop();
    }
    for (const member of reboots) {
      await parameters.noteBoot(scope, cluster, member);
    }
    for (const member of members()) {
      await parameters.noteChanges(scope, cluster, member);
    }
    const now = (member: InstanceRecord | undefined) =>
      parameters.of(scope, cluster, member);
    const first = writer();
    if (first && !postgres.writer.isRunning) {
      const runs = await starts.attempt(
        scope,
        cluster,
        first,
        reboots,
        values => postgres.startWriter(values, first.identifier),
      );
      if (!runs) {
        return false;
      }
      if (isDown) {
        await store.changeInstance(scope, first.identifier, {
          status: 'available',
        });
      }
    }
    cluster = await this.#setUp(scope, cluster, postgres);
    const [reader] = readers();
    if (reader && !postgres.reader.isRunning) {
      await starts.attempt(
        scope,
        cluster,
        reader,
        readers().filter(member =>
          reboots.some(({ identifier: one }) => one === member.identifier),
        ),
        values => postgres.startReader(values, reader.identifier),
      );
    }
    if (cluster.failoverTo !== undefined) {
      cluster = await this.options.instances.failOver(scope, cluster, postgres);
    }
    const refused = await postgres.reload(now(writer()), now(readers()[0]));
    for (const member of members()) {
      await starts.noteRefused(
        scope,
        member,
        isWriter(member) ? refused.writer : refused.reader,
      );
    }
    return true;
  }

  /** Tells of the instances that a running server of theirs is about to restart. */
  async #tellShutdown(
    scope: Scope,
    postgres: PostgresCluster,
    reboots: readonly InstanceRecord[],
  ): Promise<void> {
    for (const { identifier, status } of reboots) {
      if (status === 'rebooting' && postgres.writer.isRunning) {
        await this.options.events.add(
          scope,
          'db-instance',
          identifier,
          eventKinds.instanceShutdown,
        );
      }
    }
  }

  async #setUp(
    scope: Scope,
    cluster: ClusterRecord,
    postgres: PostgresCluster,
  ): Promise<ClusterRecord> {
    const { store } = this.options;
    const { masterUsername, databaseName, passwordVerifier } = cluster;
    if (passwordVerifier === undefined) {
      return cluster;
    }
    if (cluster.isSetUp) {
      await setMasterPassword(
        postgres.writer,
        masterUsername,
        passwordVerifier,
      );
    } else {
      await createMasterUser(postgres.writer, {
        masterUsername,
        databaseName,
        passwordVerifier,
      });
    }
    // If another password was requested meanwhile, it is set by the next task.
    const same =
      store.cluster(scope, cluster.identifier).passwordVerifier ===
      passwordVerifier;
    return store.changeCluster(scope, cluster.identifier, {
      isSetUp: true,
      ...(same && { passwordVerifier: undefined }),
    });
  }
}
