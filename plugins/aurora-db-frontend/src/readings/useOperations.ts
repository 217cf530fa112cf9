import type { DatabaseOperation } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useReading, type Reading } from './useReading';

const isMoving = (operations: DatabaseOperation[]) =>
  operations.some(({ status }) => status === 'running');

/** Reads the current and recent operations on a database. Polls while one runs. */
export function useOperations(entityRef: string): Reading<DatabaseOperation[]> {
  return useReading({
    what: 'operations',
    entityRef,
    read: (api, request) => api.getOperations(entityRef, request),
    isMoving,
  });
}
