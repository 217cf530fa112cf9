/**
 * `synth <environment> [--name goal-mandala]`: prints only the template of a database. Calls no
 * AWS.
 */
import { parseArgs } from 'node:util';
import {
  databaseNameSchema,
  environmentProfiles,
  environmentProfileSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { sampleRequest } from './sampleRequest';
import { synthesizeDatabase } from './synth';

const usage = 'Usage: synth <environment> [--name goal-mandala]';

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { name: { type: 'string' } },
    });
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}. ${usage}`);
  }
}

const { positionals, values } = readArguments();
if (positionals.length !== 1) {
  fail(
    `${positionals.length === 0 ? 'No environment was given' : `One environment at a time, not ${positionals.join(' ')}`}: choose one of ${environmentProfiles.join(', ')}. ${usage}`,
  );
}
const environment = environmentProfileSchema.safeParse(positionals[0]);
if (!environment.success) {
  fail(
    `${positionals[0]} is not an environment: choose one of ${environmentProfiles.join(', ')}.`,
  );
}
const name = databaseNameSchema.optional().safeParse(values.name);
if (!name.success) {
  fail(
    `--name "${values.name}": ${name.error.issues.map(({ message }) => message).join('; ')}.`,
  );
}
const template = synthesizeDatabase(sampleRequest(environment.data, name.data));
process.stdout.write(`${JSON.stringify(JSON.parse(template), null, 2)}\n`);
