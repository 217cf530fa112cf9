import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AwsService,
  ServiceDirectory,
  StateStore,
} from '../service/AwsService';
import { ServiceRegistry } from '../service/ServiceRegistry';
import { FileStateStore } from '../store/FileStateStore';

const context = {
  accountId: '123456789012',
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::123456789012:root',
};

/** A service over its own store, called in process in account 123456789012. */
export async function openService(
  create: (environment: {
    store: StateStore;
    stateDirectory: string;
    services: ServiceDirectory;
  }) => Promise<AwsService>,
  createOther?: (environment: { store: StateStore }) => Promise<AwsService>,
) {
  const directory = await mkdtemp(join(tmpdir(), 'aurora-db-local-'));
  const store = await FileStateStore.open(directory);
  const registry = new ServiceRegistry();
  const service = await create({
    store,
    stateDirectory: directory,
    services: registry,
  });
  registry.add(service);
  const other = await createOther?.({ store });
  if (other) {
    registry.add(other);
  }
  return {
    /** Calls another service, which the one under test calls. */
    callOther: (operation: string, input: Record<string, unknown> = {}) =>
      registry.call(other?.signingName ?? '', operation, input, context),
    call: (operation: string, input: Record<string, unknown> = {}) =>
      registry.call(service.signingName, operation, input, context),
    async close() {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
