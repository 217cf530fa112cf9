import { auroraDbLogReadPermission } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { useId } from 'react';
import { DisabledReason } from '../actions/DisabledReason';
import { usePermissionRefusal } from '../actions/usePermissionRefusal';
import { databaseRouteRef } from '../routes';
import { formatLogAddress, type LogView } from './logAddress';

/**
 * Leads to the log of the database of the entity page. Without the permission, it is disabled and
 * says why.
 */
export function LogLink(props: {
  entityRef: string;
  view: LogView;
  label: string;
}) {
  const { entityRef, view, label } = props;
  const reasonId = useId();
  const refusal = usePermissionRefusal(auroraDbLogReadPermission, entityRef);
  const linkToDatabase = useRouteRef(databaseRouteRef);
  if (!linkToDatabase) {
    return null;
  }
  return (
    <>
      <ButtonLink
        size="small"
        variant="secondary"
        href={`${linkToDatabase()}/log?${formatLogAddress(view)}`}
        isDisabled={Boolean(refusal)}
        aria-describedby={refusal && reasonId}
      >
        {label}
      </ButtonLink>
      <DisabledReason id={reasonId} action={label} refusal={refusal} />
    </>
  );
}
