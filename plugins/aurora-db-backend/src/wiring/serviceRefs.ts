import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { DelegatedEntityReader } from '../access/DelegatedEntityReader';
import { EntityArrivals } from '../actions/EntityArrivals';
import { AwsClients } from '../aws/AwsClients';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { NotificationOrigin } from '../operations/NotificationOrigin';
import { measuredSynthesizer } from '../deploy/measuredSynthesizer';
import { Telemetry } from '../ports/Telemetry';
import { DefaultTemplateSynthesizer } from '../deploy/DefaultTemplateSynthesizer';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import type { AwsPorts } from './AwsPorts';
import { createAwsPorts } from './createAwsPorts';
import { readPortalConfig } from './readPortalConfig';

/**
 * `auroraDb` of app-config. All plugins share the result, so it is read and validated, and its
 * problems are logged, once.
 */
export const auroraDbConfigRef = createServiceRef<AuroraDbConfig>({
  id: 'aurora-db.config',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        logger: coreServices.rootLogger,
        rootConfig: coreServices.rootConfig,
      },
      factory: ({ logger, rootConfig }) => readPortalConfig(rootConfig, logger),
    }),
});

/** The metrics and traces of the plugin. All parts of the package measure with it. */
export const telemetryRef = createServiceRef<Telemetry>({
  id: 'aurora-db.telemetry',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new Telemetry(),
    }),
});

/** The adapters of AWS's APIs. All plugins share their connections. */
export const awsPortsRef = createServiceRef<AwsPorts>({
  id: 'aurora-db.aws-ports',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        rootConfig: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        telemetry: telemetryRef,
      },
      factory: ({ rootConfig, lifecycle, telemetry }) => {
        const clients = AwsClients.fromConfig(rootConfig, { telemetry });
        lifecycle.addShutdownHook(() => clients.destroy());
        return createAwsPorts(clients);
      },
    }),
});

/** The synthesizer. All plugins share its one child process. */
export const synthesizerRef = createServiceRef<TemplateSynthesizer>({
  id: 'aurora-db.synthesizer',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { lifecycle: coreServices.rootLifecycle, telemetry: telemetryRef },
      factory: ({ lifecycle, telemetry }) => {
        const synthesizer = new DefaultTemplateSynthesizer();
        lifecycle.addShutdownHook(() => synthesizer.stop());
        return measuredSynthesizer(synthesizer, telemetry);
      },
    }),
});

/** The notifications service of the plugin. The scaffolder module sends with it too. */
export const notificationOriginRef = createServiceRef<NotificationOrigin>({
  id: 'aurora-db.notification-origin',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new NotificationOrigin(),
    }),
});

/** Waits for entities of new databases. Tests without a catalog replace it. */
export const entityArrivalsRef = createServiceRef<EntityArrivals>({
  id: 'aurora-db.entity-arrivals',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, catalog: catalogServiceRef },
      factory: ({ auth, catalog }) =>
        new EntityArrivals(new DelegatedEntityReader(catalog, auth)),
    }),
});
