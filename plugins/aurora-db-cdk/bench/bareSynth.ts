/** A bare child's synthesis: import, make the template of the request in the first argument, end. */
import { synthRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { synthesizeDatabase } from '../src/synth/synth';

const request = synthRequestSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
process.stdout.write(synthesizeDatabase(request));
