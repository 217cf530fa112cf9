import type { LoadedCluster } from './findLoadedCluster.ts';
import type { Metrics } from './readMetrics.ts';
import type { StepResult } from './StepMeasures.ts';

/** The content of `report.json`. Times of day are ISO 8601. */
export interface LoadReport {
  /** Beginning of the first step and end of the last one. */
  startedAt: string;
  endedAt: string;
  /** A signal ended the test before its last step. */
  interrupted: boolean;
  cluster: LoadedCluster;
  /** `most` is max_connections; `free` are for the clients; `limit` is the option `--limit`. */
  connections: { most: number; free: number; limit?: number };
  thinkMs: number;
  lifetimeMs: number;
  charts: number;
  steps: StepResult[];
  /** Absent if CloudWatch could not be read, with the reason in `metricsError`. */
  metrics?: Metrics;
  metricsError?: string;
}
