import type { CapacityUse } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Texts } from '../translation/useTexts';

/** What the last hour's capacity would cost in a month, and how much of the hour it was all that the database may have. */
export function describeCapacityUse(
  use: CapacityUse,
  { t, language }: Texts,
): string[] {
  const { month, currency } = use.cost;
  const money = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  });
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  return [
    t('capacityUse.monthly', { cost: money.format(month) }),
    ...(use.atMaximum > 0
      ? [t('capacityUse.atMaximum', { share: percent.format(use.atMaximum) })]
      : []),
  ];
}
