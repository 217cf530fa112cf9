import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ScaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { ServiceUnavailableError } from '../ports/errors/userErrors';

/** Returns the extension point. If nothing is configured, its actions fail with the reason. */
export function usableActions(
  actions: ScaffolderActionsExtensionPoint,
  notConfigured: Message | undefined,
): ScaffolderActionsExtensionPoint {
  return notConfigured
    ? {
        addActions: (...added) =>
          actions.addActions(
            ...added.map(action => ({
              ...action,
              handler: async () => {
                throw new ServiceUnavailableError(notConfigured);
              },
            })),
          ),
      }
    : actions;
}

/** Returns the registry. If nothing is configured, its actions fail with the reason. */
export function usableRegistry(
  registry: ActionsRegistryService,
  notConfigured: Message | undefined,
): ActionsRegistryService {
  return notConfigured
    ? {
        register: options =>
          registry.register({
            ...options,
            action: async () => {
              throw new ServiceUnavailableError(notConfigured);
            },
          }),
      }
    : registry;
}
