import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Plan,
  RestoreSource,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { getLocalTimeZone } from '@internationalized/date';
import { PlanDetails } from '../plan/PlanDetails';
import { formatMoment } from '../translation/formatMoment';
import {
  dialogsTranslationRef,
  type TranslateDialog,
} from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import { isUtc } from './isUtc';

function describeSource(
  from: RestoreSource,
  tDialog: TranslateDialog,
  language: string,
): string {
  if ('snapshotId' in from) {
    return from.snapshotId;
  }
  if ('time' in from) {
    const zone = getLocalTimeZone();
    const local = formatMoment(from.time, language, zone);
    if (isUtc(Date.parse(from.time), zone)) {
      return local;
    }
    return `${local} (${formatMoment(from.time, language, 'UTC')})`;
  }
  return tDialog('restore.kind.latest');
}

/**
 * The plan of a restore.
 *
 * @param props - `from` is the source in the request
 */
export function RestorePlan({
  plan,
  from,
}: {
  plan: Plan;
  from: RestoreSource;
}) {
  const { language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  return (
    <PlanDetails
      plan={plan}
      title={tDialog('plan.target')}
      headingLevel="h4"
      source={describeSource(from, tDialog, language)}
    />
  );
}
