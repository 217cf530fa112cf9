import type { LoadStatement } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTexts } from '../translation/useTexts';
import { formatShare } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import { kindsOf } from './loadSeries';
import styles from './ShareBar.module.css';
import colors from './waitColors.module.css';

/**
 * A statement's share of the load, as a percentage and as a bar that consists of its waits. The bar
 * of the greatest share fills the width.
 */
export function ShareBar(props: { statement: LoadStatement; largest: number }) {
  const { statement, largest } = props;
  const t = useInsightTexts();
  const { language } = useTexts();
  const { share, load, waits } = statement;
  // The backend rounds a small share to 0.
  const percent = formatShare(
    Math.max(share, load > 0 ? Number.EPSILON : 0),
    language,
  );
  const kinds = kindsOf(waits);
  const total = Math.max(
    load,
    kinds.reduce((sum, kind) => sum + kind.load, 0),
  );
  const composed = [...kinds]
    .sort((a, b) => b.load - a.load)
    .map(kind =>
      t('load.wait', {
        name: t(`load.kind.${kind.kind}`),
        load: formatShare((share * kind.load) / total, language),
      }),
    );
  return (
    <div className={styles.share}>
      <span className={styles.percent} aria-hidden>
        {percent}
      </span>
      <span
        role="img"
        aria-label={
          composed.length > 0
            ? t('statements.bar', { percent, waits: composed.join(', ') })
            : percent
        }
        title={composed.join(', ')}
        className={styles.track}
      >
        <span
          className={styles.bar}
          style={{ width: `${(100 * share) / (largest || 1)}%` }}
        >
          {kinds.map(kind => (
            <span
              key={kind.kind}
              className={`${styles.part} ${colors[kind.kind]}`}
              style={{ width: `${(100 * kind.load) / total}%` }}
            />
          ))}
          {/* The waits may not be known, or not all of them. */}
          <span className={styles.rest} />
        </span>
      </span>
    </div>
  );
}
