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

  test('has the name of the stack', () => {
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

  test('shows the limits of connections and capacity', () => {
    expect(JSON.stringify(body)).toContain(
      '"value":3360,"label":"max_connections"',
    );
    expect(JSON.stringify(body)).toContain('"value":16,"label":"maximum"');
  });

  test('counts log lines by severity, not statements that mention errors', () => {
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
