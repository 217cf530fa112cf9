import type { DatabaseOperation } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useReading, type Reading } from './useReading';

const isMoving = (operations: DatabaseOperation[]) =>
  operations.some(({ status }) => status === 'running');

/** Reads what is being done to a database and was done lately; every few seconds while something runs. */
export function useOperations(entityRef: string): Reading<DatabaseOperation[]> {
  return useReading(
    'operations',
    entityRef,
    api => api.getOperations(entityRef),
    isMoving,
  );
}
