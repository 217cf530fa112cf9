/**
 * `writeRestoredTemplates <folder>`: writes templates for cfn-lint: each kind of restored database,
 * databases with a password that RDS manages, and those of an environment with every option. Calls
 * no AWS.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  environmentProfiles,
  masterPasswordKinds,
  offlineEngineVersionFor,
  type SynthRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { sampleRequest } from '../synth/sampleRequest';
import { synthesizeDatabase } from '../synth/synth';
import { sampleOrigins } from './sampleOrigins';

const [target = ''] = process.argv.slice(2);
if (!target) {
  process.stderr.write('Usage: writeRestoredTemplates <folder>\n');
  process.exit(2);
}

function write(name: string, request: SynthRequest): void {
  const template = JSON.parse(synthesizeDatabase(request));
  writeFileSync(
    join(target, `${name}.json`),
    JSON.stringify(template, null, 2),
  );
}

for (const masterPassword of masterPasswordKinds) {
  const suffix = masterPassword === 'generated' ? '' : `-${masterPassword}`;
  for (const [kind, restoreFrom] of Object.entries(sampleOrigins)) {
    write(`restored-${kind}${suffix}`, {
      ...sampleRequest('prod'),
      masterPassword,
      restoreFrom,
    });
  }
}
const everyOption = {
  environment: 'eu-prod',
  kmsKeyArn: 'arn:aws:kms:ap-northeast-1:111111111111:key/1234abcd-12ab-34cd',
  clientSecurityGroupIds: ['sg-0a1b2c3d', 'sg-0a1b2c3e'],
  tags: { 'cost-center': '4711' },
};
for (const [kind, restoreFrom] of Object.entries({
  new: undefined,
  ...sampleOrigins,
})) {
  write(`every-option-${kind}`, {
    ...sampleRequest('prod'),
    ...everyOption,
    restoreFrom,
  });
}
for (const engineVersion of ['16', '17'].map(offlineEngineVersionFor)) {
  write(`engine-${engineVersion}`, {
    ...sampleRequest('prod'),
    engineVersion,
  });
}
for (const environment of environmentProfiles) {
  write(`managed-${environment}`, {
    ...sampleRequest(environment),
    masterPassword: 'managed',
    masterSecretForFunctions: true,
    logParameterValues: true,
    permissionsBoundaryArn: 'arn:aws:iam::111111111111:policy/boundary',
  });
}
