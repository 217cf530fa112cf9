import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { LoadingReading } from '../readings/LoadingReading';
import { pagesTranslationRef } from './pagesTranslationRef';
import { DatabasesPage } from './DatabasesPage';

// Only platform engineers need it.
const EnvironmentsPage = lazy(async () => {
  const module = await import('../environments/EnvironmentsPage');
  return { default: module.EnvironmentsPage };
});

/** The list of databases, and the checks of environments. */
export function DatabasesRoutes() {
  const { t } = useTranslationRef(pagesTranslationRef);
  return (
    <Routes>
      <Route
        path="environments"
        element={
          <Suspense
            fallback={<LoadingReading label={t('databases.loadingPage')} />}
          >
            <EnvironmentsPage />
          </Suspense>
        }
      />
      <Route path="*" element={<DatabasesPage />} />
    </Routes>
  );
}
