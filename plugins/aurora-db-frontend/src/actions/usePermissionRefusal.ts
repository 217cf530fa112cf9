import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { useTexts } from '../translation/useTexts';

/** Why something can't be done now. */
export interface Refusal {
  reason: string;
  /** It is about to be known better, so that saying it aloud would only flicker. */
  isPassing?: boolean;
  /** By a permission, so that no waiting helps. */
  isDenied?: boolean;
}

/** Why a permission keeps somebody from acting; nothing where it doesn't. */
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
