import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, PluginHeader, Text } from '@backstage/ui';
import { RiDatabase2Line } from '@remixicon/react';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { Updated } from '../readings/Updated';
import { useTexts } from '../translation/useTexts';
import { DatabaseList } from './DatabaseList';
import { NoDatabases } from './NoDatabases';
import { pagesTranslationRef } from './pagesTranslationRef';
import { UnavailableEnvironments } from './UnavailableEnvironments';
import { useDatabases } from './useDatabases';
import { useDatabaseTabs } from './useDatabaseTabs';
import { useNamedEnvironments } from './view/useNamedEnvironments';
import readable from '../readableText.module.css';
import { useListRefusals } from './useListRefusals';
import styles from './DatabasesPage.module.css';

/** Every database that the user can see. */
export function DatabasesPage() {
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const refusals = useListRefusals();
  const { value, error, readAt, isLoading, refresh } = useDatabases();
  const environments = useNamedEnvironments(value?.items);

  return (
    <div className={readable.readable}>
      <PluginHeader
        title={tPage('databases.title')}
        icon={<RiDatabase2Line aria-hidden />}
        tabs={useDatabaseTabs()}
        customActions={
          <div className={styles.reading}>
            {readAt && <Updated asOf={readAt} />}
            <RefreshButton
              label={t('card.refresh')}
              of="databases"
              isDisabled={isLoading}
              onPress={refresh}
            />
          </div>
        }
      />
      <main>
        <Container>
          <div className={styles.page}>
            {value && (
              <UnavailableEnvironments
                environments={value.unavailable.map(one => ({
                  ...one,
                  environment:
                    environments.find(({ name }) => name === one.environment)
                      ?.title ?? one.environment,
                }))}
              />
            )}
            {error && (
              <ReadingProblem
                error={error}
                title={tPage('databases.error')}
                refusals={refusals}
                asOf={readAt}
                onRetry={refresh}
              />
            )}
            {!value && !error && (
              <LoadingReading label={tPage('databases.loading')} />
            )}
            {value?.items.length === 0 &&
              // If some environments could not be read, the page does not say that there are no
              // databases.
              (value.unavailable.length > 0 ? (
                <Text as="p" color="secondary">
                  {tPage('databases.nothingElse')}
                </Text>
              ) : (
                <NoDatabases />
              ))}
            {value && value.items.length > 0 && (
              <DatabaseList
                databases={value.items}
                environments={environments}
                isStale={Boolean(error)}
              />
            )}
          </div>
        </Container>
      </main>
    </div>
  );
}
