import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  databaseNames,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { App } from 'aws-cdk-lib';
import { DatabaseStack } from '../constructs/DatabaseStack';
import { inlineTemplate } from './inlineTemplate';
import { parseSynthRequest } from './parseSynthRequest';
import { synthContext } from './synthContext';
import { withoutTemplateValidator } from './withoutTemplateValidator';

/**
 * Makes the CloudFormation template of a database. The same request gives the same bytes. Calls no
 * AWS. Blocks while it runs.
 *
 * @returns JSON without white space, at most 51,200 bytes
 * @throws InvalidSynthRequestError that names each wrong value; Error for a template that cannot be
 *   sent inline
 */
export function synthesizeDatabase(request: SynthRequestInput): string {
  const valid = parseSynthRequest(request);
  const { stackName } = databaseNames(valid.name, valid.environment);
  const outdir = mkdtempSync(join(tmpdir(), 'aurora-db-synth-'));
  try {
    const app = new App({
      analyticsReporting: false,
      treeMetadata: false,
      context: synthContext,
      outdir,
    });
    new DatabaseStack(app, stackName, valid);
    const assembly = withoutTemplateValidator(() => app.synth());
    return inlineTemplate(assembly.getStackByName(stackName));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
