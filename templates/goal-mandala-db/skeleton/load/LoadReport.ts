import type { LoadedCluster } from './findLoadedCluster.ts';
import type { Connections } from './LoadDatabase.ts';
import type { Metrics } from './readMetrics.ts';
import type { StepResult } from './StepMeasures.ts';

/** The content of `report.json`. Times of day are ISO 8601. */
export interface LoadReport {
  /** Beginning of the first step and end of the last one. */
  startedAt: string;
  endedAt: string;
  /** End of the metrics. */
  watchedUntil: string;
  /** A signal ended the test before its last step. */
  interrupted: boolean;
  cluster: LoadedCluster;
  /** `free` are for the clients; `limit` is the option `--limit`. */
  connections: Connections & { free: number; limit?: number };
  /** Average time between the planned requests of a client; 0: a closed loop. */
  thinkMs: number;
  /** Average time that a client keeps a connection; 0: for the whole step. */
  lifetimeMs: number;
  charts: number;
  mix: { name: string; percent: number; statements: number }[];
  steps: StepResult[];
  /** Absent if CloudWatch could not be read, with the reason in `metricsError`. */
  metrics?: Metrics;
  metricsError?: string;
  /** What the figures mean, in sentences. */
  conclusions: string[];
  /** The machine that sent the requests. */
  client: { node: string; processors: number };
}
