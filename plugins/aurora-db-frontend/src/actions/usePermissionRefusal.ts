import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { useTexts } from '../translation/useTexts';

/** Why an action is not possible now. */
export interface Refusal {
  reason: string;
  /** Whether the answer is about to arrive. Announcing the reason now would only flicker. */
  isPassing?: boolean;
  /** Whether a permission is missing, so that waiting does not help. */
  isDenied?: boolean;
}

/** Returns why a permission prevents an action; undefined if it does not. */
export function usePermissionRefusal(
  permission: ResourcePermission,
  entityRef: string,
): Refusal | undefined {
  const { t } = useTexts();
  const { allowed, loading, error } = usePermission({
    permission,
    resourceRef: entityRef,
  });
  if (loading) {
    return { reason: t('actions.checking'), isPassing: true };
  }
  if (error) {
    return {
      reason: t('actions.permissionUnknown', { reason: error.message }),
    };
  }
  return allowed
    ? undefined
    : {
        reason: t('actions.denied', { permission: permission.name }),
        isDenied: true,
      };
}
