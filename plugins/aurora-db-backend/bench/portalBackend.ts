/** The sample portal's backend, with our plugin unless WITHOUT_AURORA_DB is set: the bench's subject and its baseline. */
import { samplePortal } from '../dev/samplePortal';

const backend = samplePortal();
if (!process.env.WITHOUT_AURORA_DB) {
  backend.add(import('../src'));
}
backend.start();
