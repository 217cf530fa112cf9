import { samplePortal } from './samplePortal';

const backend = samplePortal();
backend.add(import('../src'));
backend.start();
