import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { AwsClients } from '../aws/AwsClients';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { readConfig } from '../config/readConfig';
import { DefaultTemplateSynthesizer } from '../deploy/DefaultTemplateSynthesizer';
import type { TemplateSynthesizer } from '../ports/TemplateSynthesizer';
import type { AwsPorts } from './AwsPorts';
import { createAwsPorts } from './createAwsPorts';

/** `auroraDb` of app-config, read and checked once for all plugins. */
export const auroraDbConfigRef = createServiceRef<AuroraDbConfig>({
  id: 'aurora-db.config',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { rootConfig: coreServices.rootConfig },
      factory: ({ rootConfig }) => readConfig(rootConfig),
    }),
});

/** The adapters of AWS's APIs, whose connections all plugins share. */
export const awsPortsRef = createServiceRef<AwsPorts>({
  id: 'aurora-db.aws-ports',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        rootConfig: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
      },
      factory: ({ rootConfig, lifecycle }) => {
        const clients = AwsClients.fromConfig(rootConfig);
        lifecycle.addShutdownHook(() => clients.destroy());
        return createAwsPorts(clients);
      },
    }),
});

/** The synthesizer, whose one child process all plugins share. */
export const synthesizerRef = createServiceRef<TemplateSynthesizer>({
  id: 'aurora-db.synthesizer',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { lifecycle: coreServices.rootLifecycle },
      factory: ({ lifecycle }) => {
        const synthesizer = new DefaultTemplateSynthesizer();
        lifecycle.addShutdownHook(() => synthesizer.stop());
        return synthesizer;
      },
    }),
});
