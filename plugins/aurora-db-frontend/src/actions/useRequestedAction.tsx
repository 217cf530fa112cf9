import {
  auroraDbRestoreCreatePermission,
  auroraDbSnapshotCreatePermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  AnalyticsContext,
  dialogApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { lazy, Suspense } from 'react';
import { useTracking } from '../analytics/useTracking';
import { auroraDbTranslationRef } from '../translation/auroraDbTranslationRef';

const RequestedAction = lazy(() =>
  import('./RequestedAction').then(module => ({
    default: module.RequestedAction,
  })),
);

const actions = {
  snapshot: {
    permission: auroraDbSnapshotCreatePermission,
    event: 'openSnapshot',
    text: 'actions.snapshotItem',
  },
  restore: {
    permission: auroraDbRestoreCreatePermission,
    event: 'openRestore',
    text: 'actions.restore',
  },
} as const;

/**
 * An action on the database of the entity page that is started from Backstage's own parts of the
 * page. Its dialog is loaded when it is opened.
 *
 * @param from - where the user started it, for analytics
 */
export function useRequestedAction(
  action: keyof typeof actions,
  from: 'menu' | 'link',
) {
  const { permission, event, text } = actions[action];
  const { entity } = useEntity();
  const { t } = useTranslationRef(auroraDbTranslationRef);
  const dialogApi = useApi(dialogApiRef);
  const track = useTracking();
  const entityRef = stringifyEntityRef(entity);
  const { allowed, loading } = usePermission({
    permission,
    resourceRef: entityRef,
  });
  const name = t(text);
  return {
    label: name,
    /** The label, and whether the user lacks the permission. */
    title:
      allowed || loading ? name : t('actions.notPermitted', { action: name }),
    disabled: !allowed,
    /** Why the user may not do it. */
    reason:
      allowed || loading
        ? undefined
        : t('actions.denied', { permission: permission.name }),
    open: () => {
      track(event, entityRef, { from });
      dialogApi.open(({ dialog }) => (
        <AnalyticsContext attributes={{ pluginId: 'aurora-db' }}>
          <Suspense fallback={null}>
            <RequestedAction
              entityRef={entityRef}
              action={action}
              onClose={() => dialog.close()}
            />
          </Suspense>
        </AnalyticsContext>
      ));
    },
  };
}
