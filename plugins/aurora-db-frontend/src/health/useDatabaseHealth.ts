import type {
  Cluster,
  Health,
  HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useState } from 'react';
import { isFinalRefusal } from '../api/isRefusal';
import { isPassingStatus } from '../readings/isPassingStatus';
import { untilNextDatapoint } from '../readings/untilNextDatapoint';
import { useCluster } from '../readings/useCluster';
import { useReading } from '../readings/useReading';

/** A database as it was last read, and how the last reading went. */
export interface DatabaseHealth {
  cluster?: Cluster;
  health?: Health;
  /** Why the last reading failed. Older data is kept, unless it is forbidden or gone. */
  error?: Error;
  isLoading: boolean;
  refresh: () => void;
}

const isMoving = ({ status }: { status: string }) => isPassingStatus(status);

/**
 * Reads a database and its health, in step with CloudWatch's minute, or every few seconds while
 * the cluster changes.
 */
export function useDatabaseHealth(
  entityRef: string,
  range: HealthRange = '1h',
): DatabaseHealth {
  const [isPolled, setPolled] = useState(false);
  const cluster = useCluster(entityRef, { isPolled });
  const health = useReading({
    what: `health ${range}`,
    entityRef,
    read: (api, options) => api.getHealth(entityRef, range, options),
    isMoving,
    movingInMs: 5_000,
    restInMs: untilNextDatapoint,
    isPolled,
  });
  const isEitherMoving = [cluster.value, health.value].some(
    value => value && isMoving(value),
  );
  // If one of the two sees a change, both are polled.
  if (isPolled !== isEitherMoving) {
    setPolled(isEitherMoving);
  }

  const errors = [cluster.error, health.error];
  const refused = errors.find(isFinalRefusal);
  return {
    cluster: refused ? undefined : cluster.value,
    health: refused ? undefined : health.value,
    error: refused ?? cluster.error ?? health.error,
    isLoading: cluster.isLoading || health.isLoading,
    refresh: () => {
      cluster.refresh();
      health.refresh();
    },
  };
}
