import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CapacityUse } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { formatPercent } from '../health/formatPercent';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { useTexts } from '../translation/useTexts';

/**
 * The cost of the capacity over a range, and the share of the range at the maximum capacity.
 *
 * @param props - `isMixed`: the cluster also has instances whose cost is not that of ACUs
 */
export function CapacityUseLine({
  use,
  isMixed,
}: {
  use: CapacityUse;
  isMixed: boolean;
}) {
  const { language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const { range, month, currency } = use.cost;
  const money = (amount: number, maximumFractionDigits: number) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      maximumFractionDigits,
    }).format(amount);
  return (
    <Text as="p" variant="body-small">
      {tPage(isMixed ? 'capacityUse.rangeMixed' : 'capacityUse.range', {
        hours: new Intl.NumberFormat(language, {
          maximumFractionDigits: 1,
        }).format(use.acuHours),
        cost: money(range, 2),
        monthly: money(month, 0),
        share: formatPercent(100 * use.atMaximum, language),
      })}
    </Text>
  );
}
