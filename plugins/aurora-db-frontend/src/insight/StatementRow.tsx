import type {
  HealthRange,
  LoadStatement,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ButtonIcon } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { useTracking } from '../analytics/useTracking';
import { useTexts } from '../translation/useTexts';
import { formatFigure } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import { ShareBar } from './ShareBar';
import { statementColumns } from './sortStatements';
import { StatementDetails } from './StatementDetails';
import styles from './StatementRow.module.css';

/**
 * A statement with its figures. It opens its details below.
 *
 * @param props - `number` is its place by load; `largest` is the greatest share of all statements
 */
export function StatementRow(props: {
  entityRef: string;
  range: HealthRange;
  statement: LoadStatement;
  number: number;
  largest: number;
}) {
  const { entityRef, range, statement, number, largest } = props;
  const t = useInsightTexts();
  const { language } = useTexts();
  const track = useTracking();
  const detailsId = useId();
  const [isOpen, setOpen] = useState(false);
  const figure = (value: number | undefined) =>
    value === undefined
      ? t('statements.unknown')
      : formatFigure(value, language);
  const { averageLatencyMs } = statement;
  const figures = {
    sessions: figure(statement.load),
    calls: figure(statement.callsPerSecond),
    latency:
      averageLatencyMs === undefined
        ? t('statements.unknown')
        : t('statements.milliseconds', { value: figure(averageLatencyMs) }),
    rows: figure(statement.rowsPerCall),
  };
  const toggle = () => {
    if (!isOpen) {
      track('openStatement', entityRef);
    }
    setOpen(!isOpen);
  };

  return (
    <tbody>
      <tr className={styles.row}>
        <td className={styles.statement}>
          <div className={styles.opener}>
            <ButtonIcon
              size="small"
              variant="tertiary"
              aria-label={t('statements.details', { number: String(number) })}
              aria-expanded={isOpen}
              aria-controls={isOpen ? detailsId : undefined}
              icon={
                <RiArrowRightSLine
                  className={isOpen ? styles.turned : undefined}
                />
              }
              onPress={toggle}
            />
            <code className={styles.text} title={statement.text}>
              {statement.text}
            </code>
          </div>
        </td>
        <td className={styles.load}>
          <ShareBar statement={statement} largest={largest} />
        </td>
        {(['sessions', 'calls', 'latency', 'rows'] as const).map(column => (
          <td key={column} className={styles.figure}>
            <span className={styles.column} aria-hidden>
              {t(`statements.column.${column}`)}
            </span>
            {figures[column]}
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr id={detailsId} className={styles.detailsRow}>
          <td colSpan={statementColumns.length} className={styles.details}>
            <StatementDetails
              entityRef={entityRef}
              range={range}
              statement={statement}
              number={number}
            />
          </td>
        </tr>
      )}
    </tbody>
  );
}
