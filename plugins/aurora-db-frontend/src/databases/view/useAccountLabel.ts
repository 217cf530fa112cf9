import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useTexts } from '../../translation/useTexts';
import { pagesTranslationRef } from '../pagesTranslationRef';
import { accountKeyOf } from './databaseFacts';
import type { NamedEnvironment } from './useNamedEnvironments';

/** Returns a function that names an account by id, region and environments. */
export function useAccountLabel(
  environments: readonly NamedEnvironment[],
): (key: string) => string {
  const { language } = useTexts();
  const { t } = useTranslationRef(pagesTranslationRef);
  return useCallback(
    key => {
      const [account = key, region = ''] = key.split('.');
      const names = environments
        .filter(environment => accountKeyOf(environment) === key)
        .map(({ name, title }) => title ?? name);
      return names.length > 0
        ? t('databases.accountOf', {
            account,
            region,
            environments: new Intl.ListFormat(language, {
              type: 'unit',
            }).format(names),
          })
        : t('databases.account', { account, region });
    },
    [environments, language, t],
  );
}
