import { auroraDbClusterReadPermission } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RefusalTexts } from '../readings/ReadingProblem';
import { pagesTranslationRef } from './pagesTranslationRef';

/** What to say if the list of all databases is refused. */
export function useListRefusals(): RefusalTexts {
  const { t } = useTranslationRef(pagesTranslationRef);
  return {
    forbidden: {
      title: t('databases.forbidden.title'),
      description: t('databases.forbidden.description', {
        permission: auroraDbClusterReadPermission.name,
      }),
    },
    notFound: {
      title: t('databases.notFound.title'),
      description: t('databases.notFound.description'),
    },
  };
}
