import { auroraDbClusterReadPermission } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Alert, Button } from '@backstage/ui';
import { explainError } from '../api/explainError';
import { isRefusal } from '../api/isRefusal';
import { useTexts } from '../translation/useTexts';
import { useTimeAgo } from './useTimeAgo';

function StaleTitle({ asOf }: { asOf: string }) {
  const { t, language } = useTexts();
  return <>{t('card.error.stale', { ago: useTimeAgo(asOf, language) })}</>;
}

/**
 * Why the database could not be read, and what to do about it.
 *
 * @param props - `title` says what could not be read; `asOf` is when the data that is still shown was read
 */
export function ReadingProblem(props: {
  error: Error;
  title: string;
  asOf?: string;
  onRetry: () => void;
}) {
  const { error, title, asOf, onRetry } = props;
  const { t } = useTexts();

  if (isRefusal(error, 403)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('card.forbidden.title')}
        description={t('card.forbidden.description', {
          permission: auroraDbClusterReadPermission.name,
        })}
      />
    );
  }
  if (isRefusal(error, 404)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('card.notFound.title')}
        description={t('card.notFound.description')}
      />
    );
  }
  return (
    <Alert
      role="alert"
      status={asOf ? 'warning' : 'danger'}
      icon
      title={asOf ? <StaleTitle asOf={asOf} /> : title}
      description={explainError(error)}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('card.retry')}
        </Button>
      }
    />
  );
}
