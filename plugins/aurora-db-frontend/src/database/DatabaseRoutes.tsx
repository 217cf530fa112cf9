import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { LoadingReading } from '../readings/LoadingReading';
import { useTexts } from '../translation/useTexts';
import { DatabaseContent } from './DatabaseContent';

const DatabaseLog = lazy(() => import('../log/DatabaseLog'));

/**
 * The tab of a database. Its log has an address below that of the tab, as builds have in Backstage's
 * tabs of CI systems, so that it can be shared and the browser's back button leads back.
 */
export function DatabaseRoutes() {
  const { t } = useTexts();
  return (
    <Routes>
      <Route
        path="log"
        element={
          <Suspense fallback={<LoadingReading label={t('card.loading')} />}>
            <DatabaseLog />
          </Suspense>
        }
      />
      <Route path="*" element={<DatabaseContent />} />
    </Routes>
  );
}
