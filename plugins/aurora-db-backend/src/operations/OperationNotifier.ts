import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';

/** An operation whose end somebody wants to know. */
export interface ToldOperation {
  kind: 'Deploy' | 'Restore' | 'Snapshot' | 'Protection';
  /** Of the database that was deployed, restored from or protected, or of which a snapshot was taken. */
  entityRef: string;
  /** Of the database that a restore makes. */
  targetRef?: string;
  /** Who asked for it. */
  userRef?: string;
  /** Who is told of a failure too. */
  ownerRef?: string;
  /** Of the scaffolder, whose page has the log. */
  taskId?: string;
}

const nameOf = (entityRef: string) => parseEntityRef(entityRef).name;

function pageOf(entityRef: string): string {
  const { namespace, kind, name } = parseEntityRef(entityRef);
  return `/catalog/${[namespace, kind, name].map(encodeURIComponent).join('/')}`;
}

/**
 * Tells in Backstage's notifications how operations ended. They are a courtesy: a portal without the notifications plugin goes without,
 * and nothing waits for them or fails with them.
 */
export class OperationNotifier {
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;
  #hasFailed = false;

  constructor(options: {
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** Does the work, and tells how it ended. */
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

  /** Tells who asked for it, with a link to the database. */
  finished(operation: ToldOperation): void {
    const { userRef, targetRef, entityRef } = operation;
    this.#send(operation, userRef ? [userRef] : [], {
      title: `${titleOf(operation)} has finished`,
      link: pageOf(targetRef ?? entityRef),
      severity: 'normal',
    });
  }

  /** Tells who asked for it and the owner, with the reason and a link to the task, or to the database where there is none. */
  failed(operation: ToldOperation, error: unknown): void {
    const { userRef, ownerRef, entityRef, taskId } = operation;
    const recipients = [userRef, ownerRef].filter(ref => ref !== undefined);
    this.#send(operation, recipients, {
      title: `${titleOf(operation)} has failed`,
      description: error instanceof Error ? error.message : String(error),
      link: taskId
        ? `/create/tasks/${encodeURIComponent(taskId)}`
        : pageOf(entityRef),
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
          // A task that is retried replaces what was told of it before.
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
