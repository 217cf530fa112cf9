import {
  auroraDbAnnotations,
  auroraDbClusterReadPermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink, Link, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import useSWR from 'swr';
import { useTracking } from '../analytics/useTracking';
import {
  deployAction,
  useDeployTemplates,
} from '../catalog/useDeployTemplates';
import { templateRouteRef } from '../routes';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import styles from './NoDatabases.module.css';

/** Which configuration lets the portal show clusters that other tools created. */
const existingKey = 'auroraDb.environments.<name>.existing';
const existingGuide =
  'https://github.com/aurora-db/backstage-plugins/tree/HEAD/plugins/aurora-db-backend#existing-databases';

/** The number of databases in the catalog, which may be more than those that the user may read. */
function useDatabasesInCatalog(): number | undefined {
  const api = useApi(catalogApiRef);
  const { data } = useSWR<number, Error>(
    ['aurora-db', api, 'number of databases'],
    async () => {
      const { facets } = await api.getEntityFacets({
        filter: {
          [`metadata.annotations.${auroraDbAnnotations.environment}`]:
            CATALOG_FILTER_EXISTS,
        },
        facets: ['kind'],
      });
      return (facets.kind ?? []).reduce((sum, { count }) => sum + count, 0);
    },
  );
  return data;
}

/** Says why the list of databases is empty, and links to the templates that create databases. */
export function NoDatabases() {
  const { language } = useTexts();
  const { t } = useTranslationRef(pagesTranslationRef);
  const templates = useDeployTemplates(language);
  const count = useDatabasesInCatalog();
  const track = useTracking();
  const linkToForm = useRouteRef(templateRouteRef);
  const linkToEntity = useEntityRefLink();

  return (
    <div className={styles.none}>
      {count ? (
        <Alert
          role="alert"
          status="info"
          icon
          title={t('empty.hidden', { count })}
          description={t('empty.hiddenDescription', {
            permission: auroraDbClusterReadPermission.name,
          })}
        />
      ) : (
        <Text as="h2" variant="title-x-small">
          {t('empty.title')}
        </Text>
      )}
      {templates && (
        <Text as="p" color="secondary">
          {templates.length > 0
            ? t('empty.description')
            : t('empty.noTemplate', { action: deployAction })}
        </Text>
      )}
      <div className={styles.templates}>
        {templates?.map(template => {
          const { name, namespace = 'default', title } = template.metadata;
          const form = linkToForm?.({ namespace, templateName: name });
          return (
            <ButtonLink
              key={stringifyEntityRef(template)}
              iconStart={<RiAddLine />}
              onPress={() => track('openTemplate', name)}
              href={form ?? linkToEntity(template)}
            >
              {title ?? name}
            </ButtonLink>
          );
        })}
      </div>
      {!count && (
        <Text as="p" color="secondary">
          {t('empty.existing', {
            key: <code>{existingKey}</code>,
            link: <Link href={existingGuide}>{t('empty.existingLink')}</Link>,
          })}
        </Text>
      )}
    </div>
  );
}
