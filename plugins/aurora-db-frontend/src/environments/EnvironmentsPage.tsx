import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Container, PluginHeader, Text } from '@backstage/ui';
import { RiDatabase2Line } from '@remixicon/react';
import { explainError } from '../api/explainError';
import { useDatabaseTabs } from '../databases/useDatabaseTabs';
import { useEnvironments } from '../fields/useEnvironments';
import { LoadingReading } from '../readings/LoadingReading';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { EnvironmentCard } from './EnvironmentCard';
import { useEnvironmentTexts } from './useEnvironmentTexts';
import readable from '../readableText.module.css';
import styles from './EnvironmentsPage.module.css';

/** Every configured environment, and whether the portal can work in it. For platform engineers. */
export function EnvironmentsPage() {
  const t = useEnvironmentTexts();
  const texts = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const { environments, problems, error, retry } = useEnvironments();
  return (
    <div className={readable.readable}>
      <PluginHeader
        title={tPage('databases.title')}
        icon={<RiDatabase2Line aria-hidden />}
        tabs={useDatabaseTabs()}
      />
      <main>
        <Container>
          <div className={styles.page}>
            {error && (
              <Alert
                role="alert"
                status="danger"
                icon
                title={t('environments.error')}
                description={explainError(error, texts)}
                customActions={
                  <Button size="small" variant="secondary" onPress={retry}>
                    {texts.t('card.retry')}
                  </Button>
                }
              />
            )}
            {!environments && !error && (
              <LoadingReading label={t('environments.loading')} />
            )}
            {problems.map(problem => (
              <Alert
                key={problem.text}
                role="alert"
                status="danger"
                icon
                title={translateMessage(problem, texts.t, texts.language)}
              />
            ))}
            {environments && (
              <Text as="p" color="secondary">
                {t(
                  environments.length > 0
                    ? 'environments.intro'
                    : 'environments.empty',
                )}
              </Text>
            )}
            {environments?.map(environment => (
              <EnvironmentCard
                key={environment.name}
                environment={environment}
              />
            ))}
          </div>
        </Container>
      </main>
    </div>
  );
}
