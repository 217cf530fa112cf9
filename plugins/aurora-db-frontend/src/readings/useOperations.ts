import type { DatabaseOperation } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useReading, type Reading } from './useReading';

/** Reads what is being done to a database and was done lately; every few seconds while something runs. */
export function useOperations(entityRef: string): Reading<DatabaseOperation[]> {
  return useReading(
    'operations',
    entityRef,
    api => api.getOperations(entityRef),
    operations => operations.some(({ status }) => status === 'running'),
  );
}
