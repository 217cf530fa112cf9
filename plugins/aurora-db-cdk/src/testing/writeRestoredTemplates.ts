/**
 * `writeRestoredTemplates <folder>`: writes a template of each kind of restored database and of
 * databases with a password that RDS manages, for cfn-lint. Calls no AWS.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  environmentProfiles,
  masterPasswordKinds,
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
for (const environment of environmentProfiles) {
  write(`managed-${environment}`, {
    ...sampleRequest(environment),
    masterPassword: 'managed',
    masterSecretForFunctions: true,
    logParameterValues: true,
    permissionsBoundaryArn: 'arn:aws:iam::111111111111:policy/boundary',
  });
}
