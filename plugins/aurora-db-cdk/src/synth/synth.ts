import type { SynthRequestInput } from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseSynthRequest } from './parseSynthRequest';
import { synthesizeRequest } from './synthesizeRequest';

/**
 * Makes the CloudFormation template of a database. The same request gives the same bytes. Calls no
 * AWS. Blocks while it runs.
 *
 * @returns JSON without white space, at most 51,200 bytes
 * @throws InvalidSynthRequestError that names each wrong value
 * @throws Error for a template that cannot be inline
 *
 * @public
 */
export function synthesizeDatabase(request: SynthRequestInput): string {
  return synthesizeRequest(parseSynthRequest(request));
}
