import { sampleRequest as sampleRequestOf } from '../src/sampleRequest';

/** The largest of the four templates. */
export const sampleRequest = sampleRequestOf('prod');
