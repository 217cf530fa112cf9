import type { LoadedCluster } from './findLoadedCluster.ts';
import type { Connections } from './LoadDatabase.ts';
import type { Metrics } from './readMetrics.ts';
import type { StepResult } from './StepMeasures.ts';

/** What `report.json` holds. Times of day are ISO 8601. */
export interface LoadReport {
  /** When the first step began and the last one ended. */
  startedAt: string;
  endedAt: string;
  /** Until when the cluster was watched afterwards. */
  watchedUntil: string;
  /** Somebody ended the test before its last step. */
  interrupted: boolean;
  cluster: LoadedCluster;
  connections: Connections & {
    /** Those that the clients could have. */
    free: number;
    /** The `--limit`, where there was one. */
    limit?: number;
  };
  /** How far apart a client's requests were planned on average, in milliseconds; 0: each followed the answer to the one before. */
  thinkMs: number;
  /** How long a client kept a connection on average, in milliseconds; 0: for the whole step. */
  lifetimeMs: number;
  charts: number;
  mix: { name: string; percent: number; statements: number }[];
  steps: StepResult[];
  /** Absent where CloudWatch could not be read. */
  metrics?: Metrics;
  metricsError?: string;
  /** What follows from the figures, in sentences. */
  conclusions: string[];
  /** The machine that sent the requests. */
  client: { node: string; processors: number };
}

/** The loop: `open` where requests come when they come, `closed` where each waits for the one before. */
export function isOpenLoop({ thinkMs }: Pick<LoadReport, 'thinkMs'>): boolean {
  return thinkMs > 0;
}
