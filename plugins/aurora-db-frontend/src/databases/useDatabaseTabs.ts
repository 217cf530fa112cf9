import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HeaderTab } from '@backstage/ui';
import { databasesRouteRef } from '../routes';
import { pagesTranslationRef } from './pagesTranslationRef';

/** The tabs of the page of databases. */
export function useDatabaseTabs(): HeaderTab[] {
  const { t } = useTranslationRef(pagesTranslationRef);
  const path = useRouteRef(databasesRouteRef)?.() ?? '/databases';
  return [
    { id: 'databases', label: t('databases.title'), href: path },
    {
      id: 'environments',
      label: t('databases.environments'),
      href: `${path}/environments`,
    },
  ];
}
