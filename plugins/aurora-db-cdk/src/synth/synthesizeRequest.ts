import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { App } from 'aws-cdk-lib';
import { namesOfRequest } from '../constructs/namesOfRequest';
import { RequestedStack } from '../constructs/RequestedStack';
import { inlineTemplate } from './inlineTemplate';
import { synthContext } from './synthContext';
import { withoutTemplateValidator } from './withoutTemplateValidator';

/**
 * Makes the CloudFormation template of a database from a valid request. The same request gives the
 * same bytes. Calls no AWS. Blocks while it runs.
 *
 * @returns JSON without white space, at most 51,200 bytes
 * @throws InvalidSynthRequestError for a role of another account or a topic of another region
 * @throws Error for a template that cannot be inline
 */
export function synthesizeRequest(request: SynthRequest): string {
  const { stackName } = namesOfRequest(request);
  const outdir = mkdtempSync(join(tmpdir(), 'aurora-db-synth-'));
  try {
    const app = new App({
      analyticsReporting: false,
      treeMetadata: false,
      context: synthContext,
      outdir,
    });
    new RequestedStack(app, stackName, request);
    const assembly = withoutTemplateValidator(() => app.synth());
    return inlineTemplate(assembly.getStackByName(stackName));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
