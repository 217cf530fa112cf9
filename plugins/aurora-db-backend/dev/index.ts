import { auroraDbCatalogModelLayer } from '@aurora-db/backstage-plugin-aurora-db-backend/alpha';
import { provideStaticCatalogModel } from '@backstage/plugin-catalog-node/alpha';
import { auroraLocalAnswers } from './auroraLocalAnswers';
import { samplePortal } from './samplePortal';

const backend = samplePortal();
backend.add(import('@aurora-db/backstage-plugin-aurora-db-backend'));
backend.add(
  provideStaticCatalogModel({
    layers: [auroraDbCatalogModelLayer],
  }),
);
backend.add(import('../examples/examplePolicyModule'));
// The modules are loaded meanwhile.
auroraLocalAnswers().then(() => backend.start());
