import type { CapacityUse } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Texts } from '../translation/useTexts';
import { formatPercent } from './formatPercent';

/** What the last hour's capacity would cost in a month. */
export function describeMonthlyCost(
  { cost }: CapacityUse,
  { t, language }: Texts,
): string {
  const money = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: cost.currency,
    maximumFractionDigits: 0,
  });
  return t('capacityUse.monthly', { cost: money.format(cost.month) });
}

/** How much of the last hour the capacity was all that the database may have. */
export function describeTimeAtMaximum(
  { atMaximum }: CapacityUse,
  { t, language }: Texts,
): string {
  return t('capacityUse.atMaximum', {
    share: formatPercent(100 * atMaximum, language),
  });
}
