import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { DatabaseList } from '../api/auroraDbApiRef';
import { translateMessages } from '../translation/translateMessage';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';

/**
 * The environments whose databases could not be read. Environments with the same reason are listed
 * together.
 */
export function UnavailableEnvironments(props: {
  environments: DatabaseList['unavailable'];
}) {
  const { environments } = props;
  const { t, language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const told = environments.map(({ environment, messages }) => ({
    environment,
    reason: translateMessages(messages, t, language, '\n'),
  }));
  const reasons = new Set(told.map(({ reason }) => reason));
  return (
    <>
      {[...reasons].map(reason => (
        <Alert
          key={reason}
          role="alert"
          status="warning"
          icon
          title={tPage('databases.unavailable', {
            environments: new Intl.ListFormat(language).format(
              told
                .filter(unavailable => unavailable.reason === reason)
                .map(({ environment }) => environment),
            ),
          })}
          description={reason}
        />
      ))}
    </>
  );
}
