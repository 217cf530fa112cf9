import type {
  AwsService,
  InstanceProbes,
  ServiceEnvironment,
} from '../service/AwsService';
import type { SimulatedLoads } from '../service/SimulatedLoad';
import type { NewLogEvents } from '../service/LogSink';
import { AlarmActions } from './alarms/AlarmActions';
import { AlarmHistory, alarmHistorySchema } from './alarms/AlarmHistory';
import { alarmRecordSchema } from './alarms/AlarmRecord';
import { Alarms } from './alarms/Alarms';
import { CompositeAlarms } from './composite/CompositeAlarms';
import { compositeRecordSchema } from './composite/CompositeRecord';
import { MetricArchive } from './metrics/MetricArchive';
import { MetricStore } from './metrics/MetricStore';
import { SimulatedMetrics } from './metrics/SimulatedMetrics';
import { alarmOperations } from './operations/alarmOperations';
import {
  dashboardOperations,
  dashboardSchema,
} from './operations/dashboardOperations';
import { describeAlarmHistory } from './operations/describeAlarmHistory';
import { describeAlarmsOperations } from './operations/describeAlarms';
import { getMetricData } from './operations/getMetricData';
import { getMetricStatistics } from './operations/getMetricStatistics';
import { listMetrics } from './operations/listMetrics';
import { putMetricData } from './operations/putMetricData';
import { tagOperations } from './operations/tagOperations';
import {
  type ImportedHistory,
  InstanceHistory,
} from './sampling/InstanceHistory';
import { InstanceSampler } from './sampling/InstanceSampler';
import { LogMetricFilters } from './sampling/LogMetricFilters';
import { RepeatingTask } from '../time/RepeatingTask';
import { systemTime, type Time } from '../time/Time';

const minuteMs = 60_000;

/** Interval between two readings of an instance. */
const sampleEveryMs = 5_000;

/**
 * Delay between the end of a minute and the evaluation of alarms, because a sample may still
 * arrive.
 */
const evaluationDelayMs = 5_000;

/** Time without sampling after a reset, because previous instances may still be ending. */
const quietAfterResetMs = 10_000;

export interface CloudWatchOptions extends ServiceEnvironment {
  probes: InstanceProbes;
  /** Clusters without servers. Default: none. */
  simulated?: SimulatedLoads;
  /** The events of logs, for metric filters. */
  logEvents: NewLogEvents;
  /** The clock for sampling and for alarms. Default: the process's clock. */
  time?: Time;
}

/**
 * CloudWatch, with its import for demonstrations, and its two periodic tasks for tests that do not
 * wait for its timers.
 */
export interface CloudWatchService extends AwsService {
  /** Reads every instance once. Otherwise runs every five seconds. */
  sample(): Promise<void>;
  /**
   * The task at the end of each minute: evaluates alarms, writes datapoints to disk, and removes
   * old ones.
   */
  closeMinute(): Promise<void>;
  /** See {@link InstanceHistory.import}. */
  importHistory(request: unknown): ImportedHistory;
}

/**
 * CloudWatch with the metrics of the instances in `probes`. Its timers run from `start` to `stop`.
 */
export async function createCloudWatchService(
  options: CloudWatchOptions,
): Promise<CloudWatchService> {
  const { services, stateDirectory, log, probes, time = systemTime } = options;
  const clock = () => time.now();
  const archive = await MetricArchive.open(stateDirectory, log);
  const store = new MetricStore(
    clock,
    options.simulated && new SimulatedMetrics(options.simulated, clock),
  );
  await archive.load(clock(), (source, minute, set) =>
    store.restore(source, minute, set),
  );
  const records = await options.store.collection(
    'cloudwatch-alarms',
    alarmRecordSchema,
  );
  const history = new AlarmHistory(
    await options.store.collection(
      'cloudwatch-alarm-history',
      alarmHistorySchema,
    ),
  );
  const dashboards = await options.store.collection(
    'cloudwatch-dashboards',
    dashboardSchema,
  );
  const compositeRecords = await options.store.collection(
    'cloudwatch-composite-alarms',
    compositeRecordSchema,
  );
  const actions = new AlarmActions({ history, services, clock, log });
  const composites = new CompositeAlarms({
    records: compositeRecords,
    metricAlarms: records,
    actions,
    clock,
  });
  const alarms = new Alarms({
    records,
    actions,
    composites,
    store,
    clock,
    log,
  });
  const filters = new LogMetricFilters({
    services,
    events: options.logEvents,
    store,
    clock,
    log,
  });
  const sampler = new InstanceSampler({
    probes,
    store,
    filters,
    clock,
    log,
  });
  const instanceHistory = new InstanceHistory({ probes, store, clock, log });

  let quietUntil = 0;

  const sample = async () => {
    if (clock() >= quietUntil) {
      await sampler.sample();
    }
    // Suppressions end between minutes, and an interrupted evaluation is completed.
    await composites.settleAll();
  };
  const save = async (before: number) => {
    const values = store.takePending(before);
    try {
      await archive.append(values, clock());
    } catch (error) {
      store.returnPending(values);
      throw error;
    }
  };
  const closeMinute = async () => {
    await alarms.evaluateAll();
    await save(Math.floor(clock() / minuteMs) * minuteMs);
    store.age();
    await archive.age(clock());
  };

  const tasks = [
    new RepeatingTask({
      name: 'CloudWatch: sampling',
      run: sample,
      delay: () => sampleEveryMs,
      log,
      time,
    }),
    new RepeatingTask({
      name: 'CloudWatch: evaluation of alarms',
      run: closeMinute,
      delay: () => minuteMs - ((clock() - evaluationDelayMs) % minuteMs),
      log,
      time,
    }),
  ];

  return {
    signingName: 'monitoring',
    operations: {
      GetMetricData: getMetricData(store, clock),
      GetMetricStatistics: getMetricStatistics(store),
      ListMetrics: listMetrics(store, clock),
      PutMetricData: putMetricData(store, clock),
      ...alarmOperations(alarms, composites, clock),
      ...describeAlarmsOperations(alarms, composites),
      DescribeAlarmHistory: describeAlarmHistory(history),
      ...dashboardOperations(dashboards, clock),
      ...tagOperations({
        alarms: records,
        composites: compositeRecords,
        dashboards,
      }),
    },
    sample,
    closeMinute,
    importHistory: request => instanceHistory.import(request),
    async start() {
      tasks.forEach(task => task.start());
    },
    async stop() {
      await Promise.all(tasks.map(task => task.stop()));
      await save(Infinity);
    },
    async reset() {
      quietUntil = clock() + quietAfterResetMs;
      sampler.clear();
      filters.clear();
      store.clear();
      await archive.clear();
      await Promise.all(
        [records, compositeRecords, history, dashboards].map(collection =>
          collection.clear(),
        ),
      );
    },
  };
}
