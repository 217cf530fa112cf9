import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());
const policySchema = z.object({
  Statement: z.array(
    z.object({ Sid: z.string(), Action: oneOrMore, Resource: oneOrMore }),
  ),
});

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const policyText = /```json\n(.*?)```/s.exec(readme)?.[1] ?? '';
const policy = policySchema.parse(JSON.parse(policyText));
const allowed = new Set(policy.Statement.flatMap(({ Action }) => Action));

/** What IAM calls the services of the SDK's clients. */
const prefixes: Readonly<Record<string, string>> = {
  cloudformation: 'cloudformation',
  cloudwatch: 'cloudwatch',
  'cloudwatch-logs': 'logs',
  ec2: 'ec2',
  rds: 'rds',
  sts: 'sts',
};

/** Every operation that a file imports from the SDK, as IAM names it. */
function calledActions(source: string): string[] {
  const imports = source.matchAll(
    /import \{([^}]*)\} from '@aws-sdk\/client-([a-z0-9-]+)'/g,
  );
  return [...imports].flatMap(([, names = '', client = '']) =>
    names.split(',').flatMap(name => {
      const [, operation] =
        /^(?:paginate(\w+)|(\w+)Command)$/
          .exec(name.trim())
          ?.filter(group => group !== undefined) ?? [];
      return operation ? [`${prefixes[client] ?? client}:${operation}`] : [];
    }),
  );
}

const called = readdirSync(__dirname)
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap(file => calledActions(readFileSync(join(__dirname, file), 'utf8')));

describe('the IAM policy of the README', () => {
  it.each([...new Set(called)].sort())('allows %s, which we call', action => {
    expect(allowed).toContain(action);
  });

  it('allows a portal that only watches what it needs', () => {
    const watch = policy.Statement.find(({ Sid }) => Sid === 'Watch');
    expect(watch?.Action).toEqual([
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStacks',
      'cloudformation:ListStacks',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetMetricData',
      'rds:DescribeAccountAttributes',
      'rds:DescribeDBClusterSnapshots',
      'rds:DescribeDBClusters',
      'rds:DescribeDBInstances',
      'sts:GetCallerIdentity',
    ]);
  });

  it('allows everything of nothing', () => {
    expect([...allowed].filter(action => action.includes('*'))).toEqual([]);
  });

  it('changes nothing outside of named resources', () => {
    const isRead = /:(Describe|Get|List)/;
    const boundless = policy.Statement.filter(
      ({ Action, Resource }) =>
        Resource.includes('*') && Action.some(action => !isRead.test(action)),
    );
    // Keys have no names that tell whose they are; the condition limits them to those of RDS and Secrets Manager.
    expect(boundless.map(({ Sid }) => Sid)).toEqual(['AwsManagedKeys']);
  });

  it('fits into one managed policy', () => {
    expect(policyText.replace(/\s/g, '').length).toBeLessThanOrEqual(6_144);
  });
});
