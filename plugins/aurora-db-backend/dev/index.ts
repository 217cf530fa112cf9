import { samplePortal } from './samplePortal';

const backend = samplePortal();
backend.add(import('@aurora-db/backstage-plugin-aurora-db-backend'));
backend.add(import('../examples/examplePolicyModule'));
backend.start();
