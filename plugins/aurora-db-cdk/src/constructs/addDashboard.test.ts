import { sampleTemplates } from '../testing/sampleTemplates';

const { prod } = sampleTemplates;

describe('dashboard', () => {
  const [dashboard] = Object.values(
    prod.findResources('AWS::CloudWatch::Dashboard'),
  );
  const body = JSON.parse(dashboard?.Properties.DashboardBody);
  const graphs: Array<{
    properties: { title: string; metrics: string[][]; region: string };
  }> = body.widgets;

  test('is named after the stack', () => {
    expect(dashboard?.Properties.DashboardName).toBe(
      'goal-mandala-prd-database',
    );
  });

  test('shows connections, capacity, CPU and memory, errors, latency and throughput', () => {
    expect(
      graphs.map(({ properties }) => [
        properties.title,
        properties.metrics.map(metric => metric[1]),
      ]),
    ).toEqual([
      ['Connections', ['DatabaseConnections']],
      ['Capacity', ['ServerlessDatabaseCapacity']],
      ['CPU and memory', ['CPUUtilization', 'FreeableMemory']],
      ['Errors in the PostgreSQL log', ['PostgreSQLErrors']],
      [
        'Query performance: latency of the writer',
        ['ReadLatency', 'WriteLatency', 'CommitLatency'],
      ],
      [
        'Query performance: throughput',
        ['ReadIOPS', 'WriteIOPS', 'CommitThroughput'],
      ],
    ]);
  });

  test('draws the ceilings of connections and capacity', () => {
    expect(JSON.stringify(body)).toContain(
      '"value":3360,"label":"max_connections"',
    );
    expect(JSON.stringify(body)).toContain('"value":16,"label":"maximum"');
  });

  test('counts lines of the log by their severity, not statements that speak of errors', () => {
    prod.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '?"]:ERROR:" ?"]:FATAL:" ?"]:PANIC:"',
      LogGroupName: { Ref: 'DatabaseLogGroupD348ED08' },
      MetricTransformations: [
        {
          MetricNamespace: 'AuroraDb/goal-mandala-prd',
          MetricName: 'PostgreSQLErrors',
          MetricValue: '1',
          DefaultValue: 0,
        },
      ],
    });
  });
});
