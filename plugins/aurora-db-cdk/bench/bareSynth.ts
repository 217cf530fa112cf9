/**
 * Synthesizes in a bare child process: imports, makes the template of the request in the first
 * argument, and ends.
 */
import { synthRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { synthesizeDatabase } from '../src/synth/synth';

const request = synthRequestSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
process.stdout.write(synthesizeDatabase(request));
