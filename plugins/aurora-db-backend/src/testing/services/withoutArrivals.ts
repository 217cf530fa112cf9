import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityArrivals } from '../../actions/EntityArrivals';
import { entityArrivalsRef } from '../../wiring/serviceRefs';

/** Lets tasks end without their entities, for catalogs that no provider adds entities to. */
export const withoutArrivals = createServiceFactory({
  service: entityArrivalsRef,
  deps: {},
  factory: () => new EntityArrivals(catalogServiceMock(), 0),
});
