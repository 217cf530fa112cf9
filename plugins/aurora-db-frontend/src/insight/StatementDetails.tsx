import type {
  HealthRange,
  LoadStatement,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { CopyButton } from '../details/CopyButton';
import { useTexts } from '../translation/useTexts';
import { formatFigure } from './formatFigure';
import { FullTexts } from './FullTexts';
import { useInsightTexts } from './insightTranslationRef';
import { StatementChart } from './StatementChart';
import { StatementText } from './StatementText';
import { WaitList } from './WaitList';
import styles from './StatementDetails.module.css';

/** The whole tokenized text of a statement, its load over time, its waits, and its full texts. */
export function StatementDetails(props: {
  entityRef: string;
  range: HealthRange;
  statement: LoadStatement;
  number: number;
}) {
  const { entityRef, range, statement, number } = props;
  const { points = [], text, waits } = statement;
  const t = useInsightTexts();
  const { language } = useTexts();
  return (
    <div className={styles.details}>
      <StatementText text={text}>
        <CopyButton
          text={text}
          what={t('statements.number', { number: String(number) })}
        />
      </StatementText>
      <div className={styles.load}>
        {points.length > 0 ? (
          <StatementChart entityRef={entityRef} points={points} range={range} />
        ) : (
          <p className={styles.none}>{t('statements.noPoints')}</p>
        )}
        <WaitList
          title={t('statements.waits')}
          none={t('statements.noWaits')}
          isCode
          items={waits.map(({ name, kind, load }) => ({
            kind,
            name,
            value: formatFigure(load, language),
          }))}
        />
      </div>
      <FullTexts
        entityRef={entityRef}
        range={range}
        statementId={statement.id}
        number={number}
      />
    </div>
  );
}
