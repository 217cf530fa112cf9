/**
 * Bench `catalog`: cost of a refresh of the entity providers at 10, 100 and 1,000 stacks, and at as
 * many clusters of other tools.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { EntityProvider } from '@backstage/plugin-catalog-node';
import { AwsClients } from '../src/aws/AwsClients';
import { CloudFormationStacks } from '../src/aws/cloudformation/CloudFormationStacks';
import { RdsClusters } from '../src/aws/rds/RdsClusters';
import { AuroraDbEntityProvider } from '../src/catalog/AuroraDbEntityProvider';
import type { EnvironmentProviderOptions } from '../src/catalog/EnvironmentEntityProvider';
import { ExistingDatabaseEntityProvider } from '../src/catalog/ExistingDatabaseEntityProvider';
import { IncludedClusters } from '../src/database/existing/IncludedClusters';
import type { EnvironmentConfig } from '../src/ports/EnvironmentConfig';
import { readConfig } from '../src/config/readConfig';
import { benchExistingFleets, existingNames } from './benchExistingFleet';
import { benchFleet, fleetNames } from './benchFleet';
import { BudgetReport, median } from './BudgetReport';
import { AuroraLocalProcess } from './AuroraLocalProcess';

interface Fleet {
  size: number;
  accountId: string;
}

/** An account for each size. */
const fleets: Fleet[] = [
  { size: 10, accountId: '100000000010' },
  { size: 100, accountId: '100000000100' },
  { size: 1_000, accountId: '100000001000' },
];
const existingFleets = fleets.map(({ size, accountId }) => ({
  size,
  accountId: accountId.replace('1', '2'),
}));
const region = 'ap-northeast-1';
const rounds = 7;
/** Stacks or clusters per page of AWS's answers. */
const itemsOfCall = 100;
/** One in this number of clusters of other tools is near its limits. */
const ill = 50;
/**
 * A refresh may take this factor of the time of its calls alone. The time counts as linear if one
 * among 1,000 costs at most this factor of one among 100.
 */
const tolerance = 1.5;

function environmentOf(endpoint: string, accountId: string) {
  const config = new ConfigReader({
    aws: {
      accounts: [
        { accountId, accessKeyId: accountId, secretAccessKey: 'local' },
      ],
    },
    auroraDb: {
      environments: {
        prod: {
          accountId,
          region,
          endpoint,
          existing: { all: true, ownerTag: 'team', defaultOwner: 'platform' },
          network: {
            vpcId: 'vpc-0a0b0c0d0e0f00001',
            privateSubnets: ['a', 'c'].map(zone => ({
              id: `subnet-0a0b0c0d0e0f0001${zone}`,
              availabilityZone: `${region}${zone}`,
            })),
            lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
          },
        },
      },
    },
  });
  const [environment] = readConfig(config).environments;
  if (!environment) {
    throw new Error('There is no environment');
  }
  return { environment, aws: AwsClients.fromConfig(config) };
}

const silent: LoggerService = {
  child: () => silent,
  debug: () => {},
  error: () => {},
  info: () => {},
  warn: () => {},
};

/** Connects a provider to a catalog that accepts everything and counts the entities. */
async function connectProvider<
  T extends EntityProvider & { refresh(): Promise<void> },
>(create: (services: Omit<EnvironmentProviderOptions, 'environment'>) => T) {
  let entities = 0;
  const provider = create({
    logger: silent,
    events: { publish: async () => {}, subscribe: async () => {} },
    schedule: { run: async () => {} },
  });
  await provider.connect({
    applyMutation: async mutation => {
      entities = mutation.type === 'full' ? mutation.entities.length : 0;
    },
    refresh: async () => {},
  });
  return { provider, entities: () => entities };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** The provider of a kind of databases, and what its refresh may cost. */
interface Kind {
  name: string;
  operations: string[];
  /** Whether a page of aurora-db-local's answer takes the same time in an account of any size. */
  isLinear: boolean;
  /** Maximum number of calls of a refresh. */
  allowed(size: number): number;
  fill(local: AuroraLocalProcess, fleet: Fleet): Promise<void>;
  create(
    aws: AwsClients,
    environment: EnvironmentConfig,
    services: Omit<EnvironmentProviderOptions, 'environment'>,
  ): AuroraDbEntityProvider | ExistingDatabaseEntityProvider;
  /** The calls of a refresh, without anything else. */
  readAlone(aws: AwsClients, environment: EnvironmentConfig): Promise<unknown>;
  /** What a provider without lists would do. */
  describeEach(
    aws: AwsClients,
    environment: EnvironmentConfig,
    size: number,
  ): Promise<void>;
}

const stacksKind: Kind = {
  name: 'stacks',
  operations: ['DescribeStacks'],
  isLinear: true,
  allowed: size => Math.ceil(size / itemsOfCall),
  fill: (local, { accountId, size }) =>
    local.createFleet(benchFleet(accountId, region, size)),
  create: (aws, environment, services) =>
    new AuroraDbEntityProvider({
      ...services,
      environment,
      stacks: new CloudFormationStacks(aws),
    }),
  readAlone: (aws, environment) =>
    new CloudFormationStacks(aws).list(environment),
  async describeEach(aws, environment, size) {
    const stacks = new CloudFormationStacks(aws);
    for (const name of fleetNames(size)) {
      const { stackName } = databaseNames(name, { shortName: 'prd' });
      await stacks.describe(environment, stackName);
    }
  },
};

/** The account has a few databases of the portal too. */
const ownDatabases = 10;
const existingKind: Kind = {
  name: 'clusters of other tools',
  operations: ['DescribeStacks', 'DescribeDBClusters'],
  isLinear: false,
  allowed: size => Math.ceil((size + ownDatabases) / itemsOfCall) + 1,
  async fill(local, { accountId, size }) {
    await local.createFleet(benchFleet(accountId, region, ownDatabases));
    for (const part of benchExistingFleets(accountId, region, size, ill)) {
      await local.createFleet(part);
    }
  },
  create: (aws, environment, services) =>
    new ExistingDatabaseEntityProvider({
      ...services,
      environment,
      clusters: new RdsClusters(aws),
      stacks: new CloudFormationStacks(aws),
      included: new IncludedClusters({ environments: [environment] }),
      owners: { filterKnown: async refs => new Set(refs) },
      kept: { arnsOf: async () => new Set() },
    }),
  async readAlone(aws, environment) {
    await new RdsClusters(aws).list(environment);
    await new CloudFormationStacks(aws).list(environment);
  },
  async describeEach(aws, environment, size) {
    const clusters = new RdsClusters(aws);
    for (const identifier of existingNames(size)) {
      await clusters.describe(environment, identifier);
    }
  },
};

async function measure(
  report: BudgetReport,
  local: AuroraLocalProcess,
  kind: Kind,
  accounts: Fleet[],
): Promise<void> {
  const secondsOfOne = new Map<number, number>();
  /** How many times as long as its calls a refresh takes, by the number of databases. */
  const ratios = new Map<number, number>();
  for (const fleet of accounts) {
    const { size, accountId } = fleet;
    await kind.fill(local, fleet);
    const { environment, aws } = environmentOf(local.url, accountId);
    const { provider, entities } = await connectProvider(services =>
      kind.create(aws, environment, services),
    );
    await provider.refresh(); // Opens connections and compiles the code before the measurement.
    if (entities() !== size) {
      throw new Error(`${entities()} entities of ${size} ${kind.name}`);
    }
    const callsSoFar = async () => {
      const counts = await local.calls(accountId);
      return kind.operations.reduce(
        (sum, operation) => sum + (counts.get(operation) ?? 0),
        0,
      );
    };
    const before = await callsSoFar();
    await provider.refresh();
    const calls = (await callsSoFar()) - before;
    const times: number[] = [];
    const timesAlone: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push(await secondsOf(() => provider.refresh()));
      timesAlone.push(await secondsOf(() => kind.readAlone(aws, environment)));
    }
    const allowed = kind.allowed(size);
    report.add(
      `${size} ${kind.name}: calls of a refresh`,
      calls,
      'calls',
      `≤ ${allowed}: 1 per ${itemsOfCall}`,
      calls <= allowed,
    );
    const seconds = median(times);
    secondsOfOne.set(size, seconds / size);
    // The shortest times, which other processes disturb least.
    ratios.set(size, Math.min(...times) / Math.min(...timesAlone));
    const what = `${size} ${kind.name}`;
    report.note(`${what}: time of a refresh`, seconds * 1000, 'ms');
    report.note(
      `${what}: a describe for each (${size} calls)`,
      (await secondsOf(() => kind.describeEach(aws, environment, size))) * 1000,
      'ms',
    );
    aws.destroy();
  }
  if (!kind.isLinear) {
    const ratio = ratios.get(1_000) ?? Number.NaN;
    report.add(
      `1000 ${kind.name}: time of a refresh compared with its calls alone`,
      ratio,
      'times',
      `≤ ${tolerance}`,
      ratio <= tolerance,
    );
    return;
  }
  const [hundred = Number.NaN, thousand = Number.NaN] = [100, 1_000].map(
    size => (secondsOfOne.get(size) ?? Number.NaN) * 1e6,
  );
  report.add(
    `${kind.name}: time of one among 1,000`,
    thousand,
    'µs',
    `linear: ≤ ${tolerance} × ${hundred.toFixed(1)} µs among 100`,
    thousand <= tolerance * hundred,
  );
}

async function main() {
  const report = new BudgetReport('catalog');
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await AuroraLocalProcess.start(join(root, 'local'));
  try {
    await measure(report, local, stacksKind, fleets);
    await measure(report, local, existingKind, existingFleets);
    report.finish();
  } finally {
    await local.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
