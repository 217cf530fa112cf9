/** `writeRestoredTemplates <folder>`: a template of each kind of restored database, for outside judges. Calls no AWS. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleRequest } from '../sampleRequest';
import { synthesizeDatabase } from '../synth';
import { sampleOrigins } from './sampleOrigins';

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Usage: writeRestoredTemplates <folder>\n');
  process.exit(2);
}
for (const [kind, restoreFrom] of Object.entries(sampleOrigins)) {
  const template = JSON.parse(
    synthesizeDatabase({ ...sampleRequest('prod'), restoreFrom }),
  );
  writeFileSync(
    join(folder, `restored-${kind}.json`),
    JSON.stringify(template, null, 2),
  );
}
