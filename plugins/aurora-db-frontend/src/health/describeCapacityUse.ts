import type { CapacityUse } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Texts } from '../translation/useTexts';
import { formatPercent } from './formatPercent';

/**
 * The monthly cost of the last hour's capacity.
 *
 * @param options - `isMixed`: the cluster also has instances whose cost is not that of ACUs
 */
export function describeMonthlyCost(
  { cost }: CapacityUse,
  { t, language }: Texts,
  { isMixed }: { isMixed: boolean },
): string {
  const money = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: cost.currency,
    maximumFractionDigits: 0,
  });
  return t(isMixed ? 'capacityUse.monthlyMixed' : 'capacityUse.monthly', {
    cost: money.format(cost.month),
  });
}

/** The share of the last hour at the maximum capacity. */
export function describeTimeAtMaximum(
  { atMaximum }: CapacityUse,
  { t, language }: Texts,
): string {
  return t('capacityUse.atMaximum', {
    share: formatPercent(100 * atMaximum, language),
  });
}
