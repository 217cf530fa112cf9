import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { pagesTranslationRef } from '../pagesTranslationRef';
import type { Grouping } from '../view/databasesView';
import { useAccountLabel } from '../view/useAccountLabel';
import type { NamedEnvironment } from '../view/useNamedEnvironments';
import { unknownGroup } from './groupDatabases';

/** Returns a function that names a group. */
export function useGroupTitle(
  grouping: Grouping | undefined,
  environments: readonly NamedEnvironment[],
): (key: string) => string {
  const { t } = useTranslationRef(pagesTranslationRef);
  const accountLabel = useAccountLabel(environments);
  return useCallback(
    key => {
      if (grouping === 'environment') {
        return environments.find(({ name }) => name === key)?.title ?? key;
      }
      if (grouping === 'account') {
        return key === unknownGroup
          ? t('databases.unknownAccount')
          : accountLabel(key);
      }
      return key === unknownGroup
        ? t('databases.unknownEngine')
        : t('databases.engine', { version: key });
    },
    [grouping, environments, accountLabel, t],
  );
}
