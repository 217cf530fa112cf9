/** Bench `catalog`: cost of a refresh of the entity provider at 10, 100 and 1,000 stacks. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { AwsClients } from '../src/aws/AwsClients';
import { CloudFormationStacks } from '../src/aws/CloudFormationStacks';
import { AuroraDbEntityProvider } from '../src/catalog/AuroraDbEntityProvider';
import type { EnvironmentConfig } from '../src/ports/EnvironmentConfig';
import { readConfig } from '../src/config/readConfig';
import { benchFleet, fleetNames } from './benchFleet';
import { BudgetReport, median } from './BudgetReport';
import { AuroraLocalProcess } from './AuroraLocalProcess';

/** An account for each size. */
const fleets = [
  { size: 10, accountId: '100000000010' },
  { size: 100, accountId: '100000000100' },
  { size: 1_000, accountId: '100000001000' },
];
const region = 'ap-northeast-1';
const rounds = 7;
/** Stacks per page of CloudFormation's answers. */
const stacksOfCall = 100;
/** The time counts as linear if a stack among 1,000 costs at most this factor of one among 100. */
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
async function connectProvider(
  environment: EnvironmentConfig,
  stacks: CloudFormationStacks,
) {
  let entities = 0;
  const provider = new AuroraDbEntityProvider({
    environment,
    stacks,
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

async function main() {
  const report = new BudgetReport('catalog');
  const root = mkdtempSync(join(tmpdir(), 'aurora-db-bench-'));
  chmodSync(root, 0o755);
  const local = await AuroraLocalProcess.start(join(root, 'local'));
  const describeCalls = async (accountId: string) =>
    (await local.calls(accountId)).get('DescribeStacks') ?? 0;
  const perStack = new Map<number, number>();
  try {
    for (const { size, accountId } of fleets) {
      await local.createFleet(benchFleet(accountId, region, size));
      const { environment, aws } = environmentOf(local.url, accountId);
      const stacks = new CloudFormationStacks(aws);
      const { provider, entities } = await connectProvider(environment, stacks);
      await provider.refresh(); // Opens connections and compiles the code before the measurement.
      if (entities() !== size) {
        throw new Error(`${entities()} entities of ${size} stacks`);
      }
      const before = await describeCalls(accountId);
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        times.push(await secondsOf(() => provider.refresh()));
      }
      const calls = ((await describeCalls(accountId)) - before) / rounds;
      const allowed = Math.ceil(size / stacksOfCall);
      report.add(
        `${size} stacks: calls of a refresh`,
        calls,
        'calls',
        `≤ 1 per ${stacksOfCall} stacks: ${allowed}`,
        calls <= allowed,
      );
      const seconds = median(times);
      perStack.set(size, seconds / size);
      report.note(`${size} stacks: time of a refresh`, seconds * 1000, 'ms');
      const baseline = await secondsOf(async () => {
        for (const name of fleetNames(size)) {
          await stacks.describe(
            environment,
            databaseNames(name, { shortName: 'prd' }).stackName,
          );
        }
      });
      report.note(
        `${size} stacks: a describe for each (${size} calls)`,
        baseline * 1000,
        'ms',
      );
      aws.destroy();
    }
    const [hundred = Number.NaN, thousand = Number.NaN] = [100, 1_000].map(
      size => (perStack.get(size) ?? Number.NaN) * 1e6,
    );
    report.add(
      'time of a stack among 1,000',
      thousand,
      'µs',
      `linear: ≤ ${tolerance} × ${hundred.toFixed(1)} µs among 100`,
      thousand <= tolerance * hundred,
    );
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
