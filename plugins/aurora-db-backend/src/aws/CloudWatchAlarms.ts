import {
  type MetricAlarm,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AlarmReader, AlarmReport } from '../ports/AlarmReader';
import type { AwsClients } from './AwsClients';

/** CloudWatch's maximum page size. */
const pageSize = 100;

/**
 * Reads alarm states with CloudWatch's DescribeAlarms, only for the two states that matter. Their
 * definitions are in `alarmDefinitions`.
 */
export class CloudWatchAlarms implements AlarmReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async listNotOk(
    environment: EnvironmentConfig,
  ): Promise<Map<string, AlarmReport>> {
    const lists = await Promise.all([
      this.#list(environment, 'ALARM'),
      this.#list(environment, 'INSUFFICIENT_DATA'),
    ]);
    return new Map(lists.flat().map(report => [report.name, report]));
  }

  #list(
    environment: EnvironmentConfig,
    state: AlarmReport['state'],
  ): Promise<AlarmReport[]> {
    return this.#clients.call(
      environment,
      'cloudwatch:DescribeAlarms',
      async () => {
        const pages = paginateDescribeAlarms(
          { client: this.#clients.cloudWatch(environment), pageSize },
          { StateValue: state, AlarmTypes: ['MetricAlarm'] },
        );
        const reports: AlarmReport[] = [];
        for await (const page of pages) {
          reports.push(
            ...(page.MetricAlarms ?? []).map(alarm => toReport(alarm, state)),
          );
        }
        return reports;
      },
    );
  }
}

function toReport(
  alarm: MetricAlarm,
  state: AlarmReport['state'],
): AlarmReport {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return { name: alarm.AlarmName ?? '', state, ...(since && { since }) };
}
