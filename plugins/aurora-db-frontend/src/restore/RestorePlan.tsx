import type {
  Plan,
  RestoreSource,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { PlanDetails } from '../plan/PlanDetails';
import { formatMoment } from '../translation/formatMoment';
import { useTexts, type Translate } from '../translation/useTexts';

function describeSource(
  from: RestoreSource,
  t: Translate,
  language: string,
): string {
  if ('snapshotId' in from) {
    return from.snapshotId;
  }
  if ('time' in from) {
    const local = formatMoment(from.time, language);
    return `${local} (${formatMoment(from.time, language, 'UTC')})`;
  }
  return t('restore.kind.latest');
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
  const { t, language } = useTexts();
  return (
    <PlanDetails
      plan={plan}
      title={t('plan.target')}
      headingLevel="h4"
      source={describeSource(from, t, language)}
    />
  );
}
