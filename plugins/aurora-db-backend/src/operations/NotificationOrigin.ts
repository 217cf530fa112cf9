import type { NotificationService } from '@backstage/plugin-notifications-node';

/**
 * The notifications service of the plugin aurora-db. Users see and mute notifications by the plugin
 * that sends them, so the scaffolder's actions use this one too.
 */
export class NotificationOrigin {
  #plugin: NotificationService | undefined;

  /** Sets the service of the plugin aurora-db. */
  provide(plugin: NotificationService): void {
    this.#plugin = plugin;
  }

  /**
   * Returns a service that sends as the plugin aurora-db.
   *
   * @param own - is used in a backend without the plugin
   */
  or(own: NotificationService): NotificationService {
    return { send: options => (this.#plugin ?? own).send(options) };
  }
}
