import {
  auroraDbLogReadPermission,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { explainError, isNotConfigured } from '../api/explainError';
import { isRefusal } from '../api/isRefusal';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { logTranslationRef } from './texts/logTranslationRef';

/** Says which permission the user lacks. */
export function LogForbidden() {
  const { t: tLog } = useTranslationRef(logTranslationRef);
  return (
    <Alert
      role="alert"
      status="info"
      icon
      title={tLog('logPage.forbidden')}
      description={tLog('logPage.forbiddenDescription', {
        permission: auroraDbLogReadPermission.name,
      })}
    />
  );
}

/** Says why the log could not be read, or why the database has none, and offers a retry. */
export function LogProblem(props: {
  error?: Error;
  unavailable?: Message;
  onRetry: () => void;
}) {
  const { error, unavailable, onRetry } = props;
  const texts = useTexts();
  const { t, language } = texts;
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const retry = (
    <Button size="small" variant="secondary" onPress={onRetry}>
      {t('card.retry')}
    </Button>
  );

  if (error && isRefusal(error, 403)) {
    return <LogForbidden />;
  }
  if (error && isRefusal(error, 404)) {
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
  if (error) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={
          isNotConfigured(error)
            ? t('card.notConfigured')
            : tLog('logPage.error')
        }
        description={explainError(error, texts)}
        customActions={retry}
      />
    );
  }
  return unavailable ? (
    <Alert
      role="alert"
      status="warning"
      icon
      title={tLog('logPage.unavailable')}
      description={translateMessage(unavailable, t, language)}
      customActions={retry}
    />
  ) : null;
}
