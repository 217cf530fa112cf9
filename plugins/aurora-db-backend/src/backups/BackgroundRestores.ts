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
 * Starts restores for callers that do not wait for the result, and follows them while this backend
 * runs. If the backend stops, CloudFormation continues, and ProtectionCompletion does the remaining
 * steps.
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
   * Resolves as soon as CloudFormation has started. Rejects as {@link AuroraRestoreService.restore}
   * does, and with an InputError if the entered name is not the source's. A repeated call of the
   * same user with the same restore and name gets the same stack.
   *
   * @param httpRequest - for the auditor, whose event has the result of the restore
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
          // The caller gets a refusal as the answer.
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
    const { environment, entityName, formName } = source;
    const name =
      request.name ?? restoredDatabaseName(formName, new Date(), environment);
    await this.#restores.restore(
      source,
      { ...request, name },
      JSON.stringify(['restore', caller.credentials.principal]),
      caller,
      {
        log: line => this.#logger.info(`Restore of ${entityName}: ${line}`),
        onStackChange: () =>
          announceStack(
            this.#events,
            {
              environment: environment.name,
              stackName: databaseNames(name, environment).stackName,
            },
            this.#logger,
          ),
      },
      onBegun,
    );
  }
}
