import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { eventKinds } from '../events/eventKinds';
import type { EventLog } from '../events/EventLog';
import { findIncompatible } from '../parameters/findIncompatible';
import type { RdsStore } from '../RdsStore';
import type { InstanceParameters } from './InstanceParameters';
import {
  incompatibleParameters,
  type InstanceRecord,
  waitsForCorrection,
} from './InstanceRecord';

/** Starts servers, and tells instances whose parameters do not let their server start. */
export class InstanceStarts {
  constructor(
    private readonly options: {
      store: RdsStore;
      parameters: InstanceParameters;
      events: EventLog;
    },
  ) {}

  /**
   * Starts the server of an instance. If its parameters are the reason of a failure, the instances
   * get the status `incompatible-parameters`, and their events name the parameters. Throws any
   * other failure.
   *
   * @param served - the instances of this server that wait for it
   * @returns whether the server runs
   */
  async attempt(
    scope: Scope,
    cluster: ClusterRecord,
    instance: InstanceRecord,
    served: readonly InstanceRecord[],
    start: (parameters: Record<string, string>) => Promise<void>,
  ): Promise<boolean> {
    const { store, parameters, events } = this.options;
    try {
      parameters.refuseExcess(scope, cluster, instance);
      await start(parameters.of(scope, cluster, instance));
      return true;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const values = parameters.valuesOf(instance);
      const names = findIncompatible(values, message);
      const blamed = names.map(
        name => `${name}=${values[name] ?? 'its default'}`,
      );
      if (blamed.length === 0) {
        throw error;
      }
      // Before the status, because clients look for the event when they see the status.
      for (const { identifier } of served) {
        await events.add(
          scope,
          'db-instance',
          identifier,
          eventKinds.incompatibleParameters(
            `It does not start with ${blamed.join(', ')}: ${reasonIn(message)}`,
          ),
        );
      }
      await Promise.all(
        served.map(({ identifier }) =>
          store.changeInstance(scope, identifier, {
            status: incompatibleParameters,
            incompatible: names,
          }),
        ),
      );
      return false;
    }
  }

  /** Records the parameters whose new values a running server refused. */
  async noteRefused(
    scope: Scope,
    instance: InstanceRecord,
    settings: readonly string[],
  ): Promise<void> {
    const { store, parameters, events } = this.options;
    const values = parameters.valuesOf(instance);
    const refused = settings.filter(name => Object.hasOwn(values, name));
    const { refusedParameters: known = [] } = instance;
    for (const name of refused.filter(one => !known.includes(one))) {
      await events.add(
        scope,
        'db-instance',
        instance.identifier,
        eventKinds.parameterRefused(name, values[name] ?? ''),
      );
    }
    if (refused.join() !== known.join()) {
      await store.changeInstance(scope, instance.identifier, {
        refusedParameters: refused,
      });
    }
  }

  /** Lets instances try again that did not start with their parameters. */
  async retryAll(): Promise<void> {
    const { store } = this.options;
    const waiting = store.instances
      .all()
      .filter(({ value }) => waitsForCorrection(value));
    for (const { scope, id } of waiting) {
      await store.changeInstance(scope, id, { status: 'rebooting' });
    }
  }
}

/** The words of the server's log, without the folder that the message names. */
function reasonIn(message: string): string {
  return message.replace(/^PostgreSQL in .* does not start: /s, '');
}
