import {
  auroraDbLogReadPermission,
  type HealthRange,
  type StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { useId, useState } from 'react';
import { DisabledReason } from '../actions/DisabledReason';
import { usePermissionRefusal } from '../actions/usePermissionRefusal';
import { useTracking } from '../analytics/useTracking';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { explainError } from '../api/explainError';
import { isRefusal } from '../api/isRefusal';
import { CopyButton } from '../details/CopyButton';
import { useSubmission } from '../dialogs/useSubmission';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { formatFigure, roundFigure } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import { StatementText } from './StatementText';
import styles from './FullTexts.module.css';

/**
 * The statements as clients sent them. They contain data, so they are read on request only, by users
 * with the permission for the log.
 */
export function FullTexts(props: {
  entityRef: string;
  range: HealthRange;
  statementId: string;
  number: number;
}) {
  const { entityRef, range, statementId, number } = props;
  const t = useInsightTexts();
  const texts = useTexts();
  const api = useApi(auroraDbApiRef);
  const track = useTracking();
  const noticeId = useId();
  const reasonId = useId();
  const refusal = usePermissionRefusal(auroraDbLogReadPermission, entityRef);
  const [read, setRead] = useState<StatementTexts>();
  const { isBusy, error, submit } = useSubmission(async () => {
    track('readStatementTexts', entityRef);
    setRead(await api.getStatementTexts(entityRef, statementId, range));
  });

  return (
    <div className={styles.fullTexts}>
      <div className={styles.request}>
        <Button
          size="small"
          variant="secondary"
          isDisabled={Boolean(refusal)}
          isPending={isBusy}
          aria-describedby={refusal ? reasonId : noticeId}
          onPress={submit}
        >
          {t('fullText.show')}
        </Button>
        {refusal ? (
          <DisabledReason
            id={reasonId}
            action={t('fullText.show')}
            refusal={refusal}
          />
        ) : (
          <Text as="p" id={noticeId} variant="body-x-small" color="secondary">
            {t('fullText.notice')}
          </Text>
        )}
      </div>
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('fullText.error')}
          description={
            isRefusal(error, 403)
              ? texts.t('actions.denied', {
                  permission: auroraDbLogReadPermission.name,
                })
              : explainError(error, texts)
          }
        />
      )}
      {read && !error && (
        <div className={styles.read}>
          {read.unavailable && (
            <Text as="p" role="status">
              {translateMessage(read.unavailable, texts.t, texts.language)}
            </Text>
          )}
          {!read.unavailable && read.items.length === 0 && (
            <Text as="p" role="status">
              {t('fullText.none')}
            </Text>
          )}
          {read.items.length > 0 && (
            <ol
              className={styles.items}
              aria-label={t('fullText.label', { number: String(number) })}
            >
              {read.items.map(({ text, load }, index) => (
                <li key={text}>
                  <StatementText text={text}>
                    <CopyButton
                      text={text}
                      what={t('fullText.item', { number: String(index + 1) })}
                    />
                  </StatementText>
                  <Text as="p" variant="body-x-small" color="secondary">
                    {t('fullText.load', {
                      count: roundFigure(load),
                      load: formatFigure(load, texts.language),
                    })}
                  </Text>
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
    </div>
  );
}
