import type { DatabaseOperation } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { RiCheckboxCircleFill, RiErrorWarningFill } from '@remixicon/react';
import { CatalogLink } from '../catalog/CatalogLink';
import { Progress } from '../readings/Progress';
import { formatTime } from '../translation/formatTime';
import { useTexts } from '../translation/useTexts';
import { formatDuration } from './formatDuration';
import { OperationMessage } from './OperationMessage';
import styles from './OperationItem.module.css';

/** The style draws that of a running one. */
const icons = {
  running: null,
  succeeded: <RiCheckboxCircleFill aria-hidden />,
  failed: <RiErrorWarningFill aria-hidden />,
};

/** One operation: what it does or did, since when, by whom and how it went. */
export function OperationItem({ operation }: { operation: DatabaseOperation }) {
  const { t, language } = useTexts();
  const { kind, status, startedAt, endedAt, by, progress, message } = operation;
  const what = t(`operations.${kind}`);

  return (
    <li className={styles.item}>
      <span className={`${styles.icon} ${styles[status]}`}>
        {icons[status]}
      </span>
      <div className={styles.what}>
        {/* Said aloud when it ends. */}
        <div role="status" className={styles.title}>
          <Text weight="bold">{what}</Text>
          <Text variant="body-small" color="secondary">
            {t(`operations.${status}`)}
          </Text>
        </div>
        {message && (
          <div className={styles.message}>
            <OperationMessage
              message={message}
              isRunning={status === 'running'}
            />
          </div>
        )}
        {status === 'running' && progress !== undefined && (
          <Progress label={what} percent={progress} />
        )}
        <div className={styles.facts}>
          <time dateTime={startedAt}>{formatTime(startedAt, language)}</time>
          {endedAt && (
            <span>
              {t('operations.took', {
                duration: formatDuration(startedAt, endedAt, language),
              })}
            </span>
          )}
          {by && <CatalogLink entityRef={by} />}
        </div>
      </div>
    </li>
  );
}
