/** A bare child's synthesis: import, make one template, end. */
import { synthesizeDatabase } from '../src/synth';
import { sampleRequest } from './sampleRequest';

process.stdout.write(synthesizeDatabase(sampleRequest));
