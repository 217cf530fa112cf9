import {
  auroraDbTags,
  databaseNames,
  restoredDatabaseName,
  type RestoreRequest,
  type RestoreStarted,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import { audited } from '../operations/audited';
import type {
  AuroraRestoreService,
  RestoreResult,
} from './AuroraRestoreService';
import type { Caller } from './AuroraSnapshotService';
import type {
  OperationNotifier,
  ToldOperation,
} from '../operations/OperationNotifier';
import { announceStack } from '../database/stackEvents';

/**
 * Begins restores for callers who don't wait for their end, and follows them while this backend lives. CloudFormation goes on without
 * it, and ProtectionCompletion does what is left to do then.
 */
export class BackgroundRestores {
  readonly #restores: AuroraRestoreService;
  readonly #auditor: AuditorService;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #notifier: OperationNotifier;

  constructor(options: {
    restores: AuroraRestoreService;
    auditor: AuditorService;
    events: EventsService;
    logger: LoggerService;
    notifier: OperationNotifier;
  }) {
    this.#restores = options.restores;
    this.#auditor = options.auditor;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#notifier = options.notifier;
  }

  /**
   * Resolves as soon as CloudFormation has begun. Rejects as {@link AuroraRestoreService.restore} does, and with an InputError where the
   * name that was typed isn't the source's. The same person asking again for the same restore under the same name gets the same stack.
   *
   * @param httpRequest - for the auditor, whose event tells how the restore ended
   */
  start(
    entityRef: string,
    request: RestoreRequest,
    caller: Caller,
    httpRequest?: AuditorServiceCreateEventOptions['request'],
  ): Promise<RestoreStarted> {
    return new Promise((resolve, reject) => {
      let begun: ToldOperation | undefined;
      const onBegun = ({
        names,
        stack,
      }: Pick<RestoreResult, 'names' | 'stack'>) => {
        begun = {
          kind: 'Restore',
          entityRef,
          targetRef: names.entityRef,
          userRef: caller.userRef,
          ownerRef: stack.tags[auroraDbTags.owner],
        };
        resolve({ entityRef: names.entityRef, stackId: stack.stackId });
      };
      audited(
        this.#auditor,
        'restore-create',
        { entityRef, from: request.from, name: request.name ?? null },
        () => this.#restore(entityRef, request, caller, onBegun),
        httpRequest,
      ).then(
        () => begun && this.#notifier.finished(begun),
        error => {
          // Who asked is told of a refusal by the answer.
          if (!begun) {
            reject(error);
            return;
          }
          this.#logger.error(`The restore of ${entityRef} failed: ${error}`);
          this.#notifier.failed(begun, error);
        },
      );
    });
  }

  async #restore(
    entityRef: string,
    { confirm, ...request }: RestoreRequest,
    caller: Caller,
    onBegun: (result: Pick<RestoreResult, 'names' | 'stack'>) => void,
  ): Promise<void> {
    const source = await this.#restores.find(entityRef, caller.credentials);
    this.#restores.assertConfirmed(source, confirm);
    const { environment, names, stack } = source;
    const name =
      request.name ??
      restoredDatabaseName(
        stack.tags[auroraDbTags.name] ?? names.base,
        new Date(),
      );
    await this.#restores.restore(
      source,
      { ...request, name },
      JSON.stringify(['restore', caller.credentials.principal]),
      caller,
      {
        log: line => this.#logger.info(`Restore of ${names.base}: ${line}`),
        onStackChange: () =>
          announceStack(
            this.#events,
            {
              environment: environment.name,
              stackName: databaseNames(name, environment.name).stackName,
            },
            this.#logger,
          ),
      },
      onBegun,
    );
  }
}
