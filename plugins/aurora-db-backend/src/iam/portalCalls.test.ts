import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arnOf } from './testing/handlerCalls';
import { isAllowed, type IamRequest } from './testing/isAllowed';
import { ourTags, settingOurTags } from './testing/ourTags';
import {
  exampleCloudFormationRoleArn,
  exampleExistingPlace,
  examplePlace,
} from './IamPlace';
import { existingPolicies, portalPolicies, rolePolicies } from './iamPolicies';

const stack = {
  arn: arnOf('cloudformation', 'stack/goal-mandala-prd-database/5f1c'),
};
const plan = {
  arn: arnOf(
    'cloudformation',
    'stack/goal-mandala-prd-plan-1a2b3c4d-database/5f1c',
  ),
};
const snapshot = {
  arn: arnOf('rds', 'cluster-snapshot:goal-mandala-prd-manual-20261123023105'),
};
const cluster = {
  arn: arnOf('rds', 'cluster:goal-mandala-prd-aurora-cluster'),
  tags: ourTags,
};

const takenSnapshot = {
  arn: arnOf('rds', 'cluster-snapshot:orders-eu-manual-20261123023105'),
};
const settingTaken = { 'aws:RequestTag/aurora-db:cluster': 'orders-eu' };

type PartialRequest = Omit<IamRequest, 'action'>;

const ourInstance = {
  arn: arnOf('pi', 'metrics/rds/db-A1B2C3D4E5F6G7H8I9J0K1L2M3'),
  tags: ourTags,
};

/** The resources of each operation of the portal that writes or reads data of a database. */
const limited: Record<string, PartialRequest[] | undefined> = {
  'cloudformation:CancelUpdateStack': [{ resources: [stack] }],
  'cloudformation:CreateChangeSet': [
    { resources: [stack], context: settingOurTags },
    { resources: [plan], context: settingOurTags },
  ],
  'cloudformation:DeleteChangeSet': [
    { resources: [stack] },
    { resources: [plan] },
  ],
  'cloudformation:DeleteStack': [{ resources: [stack] }, { resources: [plan] }],
  'cloudformation:ExecuteChangeSet': [{ resources: [stack] }],
  'cloudformation:UpdateTerminationProtection': [{ resources: [stack] }],
  'logs:FilterLogEvents': [
    {
      resources: [
        {
          arn: arnOf(
            'logs',
            'log-group:/aws/rds/cluster/goal-mandala-prd-aurora-cluster/postgresql:log-stream:',
          ),
        },
      ],
    },
  ],
  'pi:DescribeDimensionKeys': [{ resources: [ourInstance] }],
  'pi:GetDimensionKeyDetails': [{ resources: [ourInstance] }],
  'pi:GetResourceMetrics': [{ resources: [ourInstance] }],
  'iam:SimulatePrincipalPolicy': [
    { resources: [{ arn: exampleCloudFormationRoleArn }] },
  ],
  'rds:CreateDBClusterSnapshot': [
    { resources: [cluster, snapshot], context: settingOurTags },
  ],
  'rds:DeleteDBClusterSnapshot': [
    { resources: [{ ...snapshot, tags: ourTags }] },
    {
      resources: [
        {
          arn: arnOf(
            'rds',
            'cluster-snapshot:goal-mandala-prd-database-snapshot-databasecluster5b53a178-a1b2c3d4e5f6',
          ),
          tags: ourTags,
        },
      ],
    },
  ],
};

/** IAM actions that accompany one of these calls, such as tagging. */
const tagging: IamRequest[] = [
  {
    action: 'rds:AddTagsToResource',
    resources: [snapshot],
    context: settingOurTags,
  },
  {
    action: 'cloudformation:TagResource',
    resources: [stack],
    context: settingOurTags,
  },
];

/** IAM's service prefixes of the SDK's clients, also as the helpers that load one are named. */
const prefixes: Readonly<Record<string, string>> = {
  cloudformation: 'cloudformation',
  cloudwatch: 'cloudwatch',
  'cloudwatch-logs': 'logs',
  cloudWatchLogs: 'logs',
  ec2: 'ec2',
  iam: 'iam',
  kms: 'kms',
  pi: 'pi',
  rds: 'rds',
  sns: 'sns',
  sts: 'sts',
};

const operation = /\b(?:paginate(\w+)|(\w+)Command)\b/g;

/**
 * The IAM action of every operation that a file imports from the SDK or gets from helpers such as
 * `ec2Sdk()`.
 */
function calledActions(source: string): string[] {
  const imports = source.matchAll(
    /import \{([^}]*)\} from '@aws-sdk\/client-([a-z0-9-]+)'/g,
  );
  const sections = [...imports].map(
    ([, names = '', client = '']) => [names, client] as const,
  );
  const lazily = source.matchAll(/\b(\w+)Sdk\(\)\s*\.\s*(\w+)/g);
  const members = [...lazily].map(
    ([, client = '', name = '']) => [name, client] as const,
  );
  return [...sections, ...members].flatMap(([names, client]) =>
    [...names.matchAll(operation)].map(
      ([, paginated, sent]) =>
        `${prefixes[client] ?? client}:${paginated ?? sent}`,
    ),
  );
}

const adapters = join(__dirname, '../aws');
const called = new Set(
  readdirSync(adapters, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap(file => calledActions(readFileSync(join(adapters, file), 'utf8'))),
);

/** Operations that only databases of other tools need. */
const onlyForExisting = [
  'rds:DescribeDBClusterParameters',
  'rds:DescribeDBParameters',
  'rds:DescribeEngineDefaultClusterParameters',
];
/** The resources of each operation on databases of other tools. */
const onExisting: IamRequest[] = [
  ...onlyForExisting.map(action => ({ action, resources: [stack] })),
  ...[
    'DescribeDimensionKeys',
    'GetDimensionKeyDetails',
    'GetResourceMetrics',
  ].map(name => ({
    action: `pi:${name}`,
    resources: [{ ...ourInstance, tags: { team: 'payments' } }],
  })),
  {
    action: 'logs:FilterLogEvents',
    resources: [
      {
        arn: arnOf(
          'logs',
          'log-group:/aws/rds/cluster/orders-eu/postgresql:log-stream:',
        ),
      },
    ],
  },
  {
    action: 'rds:CreateDBClusterSnapshot',
    resources: [{ arn: arnOf('rds', 'cluster:orders-eu') }, takenSnapshot],
    context: settingTaken,
  },
  {
    action: 'rds:AddTagsToResource',
    resources: [takenSnapshot],
    context: settingTaken,
  },
  {
    action: 'rds:DeleteDBClusterSnapshot',
    resources: [{ ...takenSnapshot, tags: { 'aurora-db:cluster': 'orders' } }],
  },
];

describe('a portal with databases of other tools', () => {
  const { portal } = existingPolicies(exampleExistingPlace);

  it.each(onExisting)('may call $action', request => {
    expect(isAllowed([portal], request)).toBe(true);
  });

  it('may call nothing else', () => {
    const allowed = portal.Statement.flatMap(({ Action }) => Action);
    const needed = onExisting.map(({ action }) => action);
    expect(new Set(allowed)).toEqual(new Set(needed));
  });
});

describe.each([
  ['alone', portalPolicies(examplePlace).portal, {}],
  [
    'with a CloudFormation role',
    rolePolicies(examplePlace, exampleCloudFormationRoleArn).portal,
    { 'cloudformation:RoleArn': exampleCloudFormationRoleArn },
  ],
])('a portal %s', (_, policy, roleContext) => {
  it.each(
    [...called].filter(action => !onlyForExisting.includes(action)).sort(),
  )('may call %s, which an adapter calls', action => {
    const isRead = /:(Describe|Get|List)/.test(action);
    const requests: PartialRequest[] | undefined =
      limited[action] ?? (isRead ? [{ resources: [stack] }] : undefined);
    // A new operation that changes something needs a row in `limited` and a statement in the table.
    expect(requests).toBeDefined();
    for (const { resources, context } of requests ?? []) {
      expect(
        isAllowed([policy], {
          action,
          resources,
          context: { ...context, ...roleContext },
        }),
      ).toBe(true);
    }
  });

  it.each(tagging)('may call $action with it', request => {
    expect(isAllowed([policy], request)).toBe(true);
  });
});

it('passes its role to CloudFormation', () => {
  const { portal } = rolePolicies(examplePlace, exampleCloudFormationRoleArn);
  expect(
    isAllowed([portal], {
      action: 'iam:PassRole',
      resources: [{ arn: exampleCloudFormationRoleArn }],
      context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    }),
  ).toBe(true);
});

it('may call nothing that no adapter calls, except for accompanying actions', () => {
  const { portal } = rolePolicies(examplePlace, exampleCloudFormationRoleArn);
  const allowed = portal.Statement.flatMap(({ Action }) => Action);
  expect(allowed.filter(action => !called.has(action)).sort()).toEqual([
    'cloudformation:TagResource',
    'cloudformation:UntagResource',
    'iam:PassRole',
    'rds:AddTagsToResource',
  ]);
});
