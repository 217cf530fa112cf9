import { resolve } from 'node:path';
import { AdminRoutes, adminPrefix } from './http/AdminRoutes';
import { AwsFrontend } from './http/AwsFrontend';
import { CallLog } from './http/CallLog';
import { FaultRules } from './http/FaultRules';
import { LoopbackServer } from './http/LoopbackServer';
import { createServices } from './createServices';
import type { ServiceCaller } from './service/AwsService';
import { ServiceRegistry } from './service/ServiceRegistry';
import { FileStateStore } from './store/FileStateStore';
import type { Time } from './time/Time';

/** Options of {@link createAuroraLocal}. @public */
export interface AuroraLocalOptions {
  /** TCP port on 127.0.0.1. Default: a free port. */
  port?: number;
  /** The folder for everything that survives a restart. Only one endpoint can use it at a time. */
  stateDirectory: string;
  /** Receives messages for the operator. Default: none. */
  log?: (message: string) => void;
  /**
   * The clock by which CloudWatch and Performance Insights sample servers, and alarms are
   * evaluated. Default: the process's clock. With a `PassingTime`, a test lets minutes pass at once.
   */
  cloudWatchTime?: Time;
}

/** A running endpoint. @public */
export interface AuroraLocal {
  /** For example `http://127.0.0.1:4570`. */
  url: string;
  port: number;
  /** Calls its services in process, without HTTP. */
  services: ServiceCaller;
  /** Ends servers, timers and connections. State stays on disk. */
  stop(): Promise<void>;
}

/**
 * Starts an AWS endpoint on loopback and continues from the state in its folder. Resolves when it
 * is usable.
 *
 * @throws Error if the port or the state folder is in use, or the state cannot be read; nothing
 *   stays running
 *
 * @public
 */
export async function createAuroraLocal(
  options: AuroraLocalOptions,
): Promise<AuroraLocal> {
  const stateDirectory = resolve(options.stateDirectory);
  const log = options.log ?? (() => {});
  const startedAt = new Date();
  const cleanups: Array<() => Promise<void>> = [];
  let server: LoopbackServer | undefined;
  const stop = async () => {
    const tell = (error: Error) =>
      log(`Error while stopping: ${error.message}`);
    await server?.close().catch(tell);
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup().catch(tell);
    }
  };

  try {
    const store = await FileStateStore.open(stateDirectory);
    cleanups.push(() => store.close());

    const registry = new ServiceRegistry();
    const { services, messages, caCertificate, fleet, cloudWatch, time } =
      await createServices({
        store,
        services: registry,
        stateDirectory,
        log,
        cloudWatchTime: options.cloudWatchTime,
      });
    services.forEach(service => registry.add(service));

    const faults = new FaultRules();
    const calls = new CallLog();
    const frontend = new AwsFrontend({ registry, faults, calls, log });
    const admin = new AdminRoutes({
      faults,
      calls,
      health: () => ({
        status: 'ok',
        pid: process.pid,
        startedAt,
        services: services.map(({ signingName }) => signingName),
      }),
      messages,
      caCertificate,
      createFleet: request => fleet.create(request),
      importHistory: request => cloudWatch.importHistory(request),
      time,
      reset: async () => {
        // Stacks first, because they have resources of the services that started before.
        for (const service of services.toReversed()) {
          await service.reset?.();
        }
        await time.reset();
      },
    });

    // Listens first, so that it does not start database servers if the port is in use.
    const started = startWhenCalled(async () => {
      for (const service of services) {
        cleanups.push(async () => service.stop?.());
        await service.start?.();
      }
    });
    server = await LoopbackServer.listen(
      options.port ?? 0,
      async (request, response) => {
        await started();
        const url = new URL(request.url ?? '/', 'http://127.0.0.1');
        return url.pathname.startsWith(adminPrefix)
          ? admin.handle(request, url, response)
          : frontend.handle(request, url, response);
      },
    );
    await started();
    return {
      url: server.url,
      port: server.port,
      services: registry,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs once, at the first call. Every call has the result of that run. */
function startWhenCalled(start: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= start();
    return running;
  };
}
