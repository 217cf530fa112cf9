import { handledProperties } from '../../cloudformation/resources/PropertyHandling';
import type { ResourceType } from '../../cloudformation/resources/ResourceType';
import type { AwsService } from '../../service/AwsService';
import type { InputHandling } from '../../service/inputHandling';
import { listInputMembers } from '../../service/listInputMembers';

type Kind = InputHandling['kind'];

const kinds: readonly Kind[] = ['stored', 'rejected', 'ignored'];

const serviceTitles: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  ec2: 'EC2',
  ecr: 'ECR',
  iam: 'IAM',
  kms: 'KMS',
  logs: 'CloudWatch Logs',
  monitoring: 'CloudWatch',
  pi: 'Performance Insights',
  rds: 'RDS',
  s3: 'S3',
  secretsmanager: 'Secrets Manager',
  sns: 'SNS',
  ssm: 'Systems Manager',
  sts: 'STS',
};

/** One row for each kind, reason and set of owners, in Markdown. */
function table(
  head: readonly string[],
  entries: ReadonlyArray<InputHandling & { name: string; owner: string }>,
): string {
  const owners = new Map<string, Set<string>>();
  const keyOf = ({ kind, reason, name }: InputHandling & { name: string }) =>
    JSON.stringify([kind, reason, name]);
  for (const entry of entries) {
    const key = keyOf(entry);
    owners.set(key, (owners.get(key) ?? new Set()).add(entry.owner));
  }
  const rows = new Map<string, { cells: string[]; names: Set<string> }>();
  for (const entry of entries) {
    const names = [...(owners.get(keyOf(entry)) ?? [])].sort().join(', ');
    const key = JSON.stringify([entry.kind, entry.reason, names]);
    const row = rows.get(key) ?? {
      cells: [names, entry.kind, entry.reason],
      names: new Set(),
    };
    row.names.add(entry.name);
    rows.set(key, row);
  }
  const lines = [...rows.values()]
    .map(({ cells: [owner = '', kind = '', reason = ''], names }) => [
      owner,
      [...names]
        .sort()
        .map(name => `\`${name}\``)
        .join(', '),
      kind,
      reason.replaceAll('|', '\\|'),
    ])
    .sort((a, b) => a.join().localeCompare(b.join(), 'en'));
  return markdown([head, ...lines]);
}

function markdown([head = [], ...rows]: ReadonlyArray<
  readonly string[]
>): string {
  return [head, head.map(() => '---'), ...rows]
    .map(row => `| ${row.join(' | ')} |\n`)
    .join('');
}

function membersOf({ operations }: AwsService) {
  return Object.entries(operations).flatMap(([owner, { input }]) =>
    listInputMembers(input).map(({ path, handling }) => ({
      owner,
      name: path,
      handling,
    })),
  );
}

function propertiesOf({ type, properties }: ResourceType) {
  return kinds.flatMap(kind =>
    Object.entries(properties[kind] ?? {}).flatMap(([reason, names]) =>
      names.map(name => ({ owner: type, name, kind, reason })),
    ),
  );
}

/** The page with every member and property that is not implemented. */
export function inputsPage(
  services: readonly AwsService[],
  types: readonly ResourceType[],
): string {
  const sections = services
    .map(service => {
      const entries = membersOf(service).flatMap(({ handling, ...member }) =>
        handling ? [{ ...member, ...handling }] : [],
      );
      const title = serviceTitles[service.signingName] ?? service.signingName;
      return entries.length === 0
        ? `## ${title}\n\nAll members are implemented.\n`
        : `## ${title}\n\n${table(['operations', 'members', 'handling', 'reason'], entries)}`;
    })
    .sort();
  return `# Inputs of aurora-db-local

<!-- Written by yarn update-inputs from the schemas of the operations. Do not edit. -->

Every member of every operation, and every property of every resource type, is implemented unless a table here has it:

- **stored**: kept and described, without any effect.
- **rejected**: refused with an error that names it. A value that asks for nothing, such as \`false\`, is accepted.
- **ignored**: accepted without a trace, because nothing here depends on it.

A member or property that AWS does not have is refused too.

${sections.join('\n')}
## Properties in CloudFormation templates

${table(['resource types', 'properties', 'handling', 'reason'], types.flatMap(propertiesOf))}`;
}

/** How many members each service handles in each way, for the README. */
export function inputsSummary(
  services: readonly AwsService[],
  types: readonly ResourceType[],
): string {
  const rows = services.map(service => {
    const members = membersOf(service);
    const count = (kind: Kind | undefined) =>
      members.filter(({ handling }) => handling?.kind === kind).length;
    return [
      serviceTitles[service.signingName] ?? service.signingName,
      Object.keys(service.operations).length,
      ...[undefined, ...kinds].map(count),
    ].map(String);
  });
  const all = types.flatMap(({ properties }) => handledProperties(properties));
  const others = types.flatMap(propertiesOf);
  const byKind = kinds.map(
    wanted => others.filter(({ kind }) => kind === wanted).length,
  );
  return markdown([
    ['inputs of', 'operations', 'implemented', ...kinds],
    ...rows.sort((a, b) => a.join().localeCompare(b.join(), 'en')),
    [
      'CloudFormation resource types',
      String(types.length),
      String(all.length - others.length),
      ...byKind.map(String),
    ],
  ]);
}
