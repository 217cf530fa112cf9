import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import type { PortalLinks } from './PortalLinks';

/** An operation whose result is notified. */
export interface ToldOperation {
  kind: 'Deploy' | 'Restore' | 'Snapshot' | 'Protection';
  /** The database that is deployed, protected, restored from, or has its snapshot taken. */
  entityRef: string;
  /** The database that a restore creates. */
  targetRef?: string;
  /** The user who started the operation. */
  userRef?: string;
  /** The owner, who is also notified of a failure. */
  ownerRef?: string;
  /** The scaffolder task, whose page has the log. */
  taskId?: string;
}

const nameOf = (entityRef: string) => parseEntityRef(entityRef).name;

/**
 * Notifies users of the results of operations through Backstage's notifications. Operations work
 * without the notifications plugin, and never wait for a notification or fail with it.
 */
export class OperationNotifier {
  readonly #notifications: NotificationService;
  readonly #links: PortalLinks;
  readonly #logger: LoggerService;
  #hasFailed = false;

  constructor(options: {
    notifications: NotificationService;
    links: PortalLinks;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#links = options.links;
    this.#logger = options.logger;
  }

  /** Runs the work and notifies its result. */
  async tell<T>(operation: ToldOperation, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.finished(operation);
      return result;
    } catch (error) {
      this.failed(operation, error);
      throw error;
    }
  }

  /** Notifies the user who started the operation, with a link to the database. */
  finished(operation: ToldOperation): void {
    const { userRef, targetRef, entityRef } = operation;
    this.#send(operation, userRef ? [userRef] : [], {
      title: `${titleOf(operation)} has finished`,
      link: this.#links.entity(targetRef ?? entityRef),
      severity: 'normal',
    });
  }

  /**
   * Notifies the user who started the operation and the owner, with the reason and a link to the
   * task or the database.
   */
  failed(operation: ToldOperation, error: unknown): void {
    const { userRef, ownerRef, entityRef, taskId } = operation;
    const recipients = [userRef, ownerRef].filter(ref => ref !== undefined);
    this.#send(operation, recipients, {
      title: `${titleOf(operation)} has failed`,
      description: error instanceof Error ? error.message : String(error),
      link: taskId ? this.#links.task(taskId) : this.#links.entity(entityRef),
      severity: 'high',
    });
  }

  #send(
    { kind, entityRef, taskId }: ToldOperation,
    recipients: string[],
    payload: NotificationSendOptions['payload'],
  ): void {
    if (recipients.length === 0) {
      return;
    }
    this.#notifications
      .send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          ...payload,
          topic: 'aurora-db',
          // The notification of a retried task replaces the earlier one.
          ...(taskId && { scope: `${kind}:${entityRef}:${taskId}` }),
        },
      })
      .catch(error => {
        if (!this.#hasFailed) {
          this.#hasFailed = true;
          this.#logger.debug(
            `Notifications are not sent; install the notifications plugin to have them: ${error}`,
          );
        }
      });
  }
}

function titleOf({ kind, entityRef, targetRef }: ToldOperation): string {
  const what = `${kind} of ${nameOf(entityRef)}`;
  return targetRef ? `${what} as ${nameOf(targetRef)}` : what;
}
