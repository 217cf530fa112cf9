import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Alert } from '@backstage/ui';
import { translateMessages } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';

/** Says why no environment, or some of them, cannot be used. Renders nothing if all can be used. */
export function ConfigurationProblems({ problems }: { problems: Message[] }) {
  const { t, language } = useTexts();
  return problems.length === 0 ? null : (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('card.notConfigured')}
      description={translateMessages(problems, t, language, '\n')}
    />
  );
}
