import type { WaitKind } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTexts } from '../translation/useTexts';
import { formatFigure } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import { WaitList } from './WaitList';

/**
 * The classes of the chart, from the top down as it stacks them, with their load at the cursor.
 *
 * @param props - `loads` are in the order of the stack, from the bottom up; null is a gap
 */
export function LoadLegend(props: {
  loads: Array<{ kind: WaitKind; load: number | null }>;
}) {
  const t = useInsightTexts();
  const { language } = useTexts();
  return (
    <WaitList
      title={t('load.legend')}
      items={[...props.loads].reverse().map(({ kind, load }) => ({
        kind,
        name: t(`load.kind.${kind}`),
        value: load === null ? t('load.gap') : formatFigure(load, language),
      }))}
    />
  );
}
