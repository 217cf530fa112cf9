import {
  auroraDbClusterReadPermission,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Alert, Button } from '@backstage/ui';
import { explainError, isNotConfigured } from '../api/explainError';
import { isRefusal } from '../api/isRefusal';
import { useTexts } from '../translation/useTexts';
import { translateMessages } from '../translation/translateMessage';
import { useTimeAgo } from './useTimeAgo';
import styles from './ReadingProblem.module.css';

function StaleTitle({ asOf }: { asOf: string }) {
  const { t, language } = useTexts();
  return <>{t('card.error.stale', { ago: useTimeAgo(asOf, language) })}</>;
}

/** What to say if a reading is forbidden, or if its subject does not exist. */
export type RefusalTexts = Record<
  'forbidden' | 'notFound',
  { title: string; description: string }
>;

/**
 * Says why a database, or the list of all databases, could not be read, and offers a retry.
 *
 * @param props - `refusals` are the texts if it is not about one database; `asOf` is the time of the older data
 *   that is still shown; `reasons` are the backend's messages about the same failure
 */
export function ReadingProblem(props: {
  error: Error;
  title: string;
  refusals?: RefusalTexts;
  asOf?: string;
  reasons?: Message[];
  onRetry: () => void;
}) {
  const { error, title, refusals, asOf, reasons = [], onRetry } = props;
  const texts = useTexts();
  const { t, language } = texts;

  if (isRefusal(error, 403)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={refusals?.forbidden.title ?? t('card.forbidden.title')}
        description={
          refusals?.forbidden.description ??
          t('card.forbidden.description', {
            permission: auroraDbClusterReadPermission.name,
          })
        }
      />
    );
  }
  if (isRefusal(error, 404)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={refusals?.notFound.title ?? t('card.notFound.title')}
        description={
          refusals?.notFound.description ?? t('card.notFound.description')
        }
      />
    );
  }
  const reason = isNotConfigured(error) ? t('card.notConfigured') : title;
  return (
    <Alert
      className={styles.problem}
      role="alert"
      status={asOf ? 'warning' : 'danger'}
      icon
      title={asOf ? <StaleTitle asOf={asOf} /> : reason}
      description={
        reasons.length > 0
          ? translateMessages(reasons, t, language, t('card.error.and'))
          : explainError(error, texts)
      }
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('card.retry')}
        </Button>
      }
    />
  );
}
