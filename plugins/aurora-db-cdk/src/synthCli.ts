/** `synth <environment> [--name goal-mandala]`: prints a database's template and nothing else. Calls no AWS. */
import { parseArgs } from 'node:util';
import {
  databaseNameSchema,
  defaultEngineVersion,
  environmentDefaults,
  environmentNames,
  environmentNameSchema,
  offlineEngineVersions,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import './withoutTemplateLinter';
import { synthesizeDatabase } from './synth';

/** Account, network and owner of the sample portal: a template needs some, and this command asks nobody. */
const sample = {
  accountId: '111111111111',
  region: 'ap-northeast-1',
  network: {
    vpcId: 'vpc-0a0b0c0d0e0f00001',
    privateSubnets: [
      { id: 'subnet-0a0b0c0d0e0f0001a', availabilityZone: 'ap-northeast-1a' },
      { id: 'subnet-0a0b0c0d0e0f0001c', availabilityZone: 'ap-northeast-1c' },
    ],
    lambdaSecurityGroupId: 'sg-0a0b0c0d0e0f00001',
  },
  owner: 'group:default/guests',
  lambdaRoleArns: ['arn:aws:iam::111111111111:role/goal-mandala-lambda'],
};

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { name: { type: 'string', default: 'goal-mandala' } },
    });
  } catch (error) {
    return fail(
      `${error instanceof Error ? error.message : error}. Usage: synth <environment> [--name goal-mandala]`,
    );
  }
}

const { positionals, values } = readArguments();
const environment = environmentNameSchema.safeParse(positionals[0]);
if (!environment.success || positionals.length !== 1) {
  fail(
    `${positionals.length === 0 ? 'No environment was given' : `Not an environment: ${positionals.join(' ')}`}. Choose one of ${environmentNames.join(', ')}.`,
  );
}
const name = databaseNameSchema.safeParse(values.name);
if (!name.success) {
  fail(
    `--name ${values.name}: ${name.error.issues.map(issue => issue.message).join('; ')}`,
  );
}
const config = environmentDefaults[environment.data];
const template = synthesizeDatabase({
  ...sample,
  name: name.data,
  environment: environment.data,
  config,
  engineVersion:
    offlineEngineVersions[defaultEngineVersion] ?? defaultEngineVersion,
  protect: config.deletionProtection,
});
process.stdout.write(`${JSON.stringify(JSON.parse(template), null, 2)}\n`);
