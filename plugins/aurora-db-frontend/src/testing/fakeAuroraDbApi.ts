import type { AuroraDbApi } from '../api/auroraDbApiRef';
import { testLoad } from './testLoad';
import {
  testCluster,
  testEnvironments,
  testHealth,
  testPlan,
  testSnapshot,
  testSummary,
} from './testData';

/**
 * A backend with a healthy database that has no snapshots and no operations, unless `overrides`
 * says otherwise.
 */
export function fakeAuroraDbApi(
  overrides: Partial<AuroraDbApi> = {},
): jest.Mocked<AuroraDbApi> {
  const api: AuroraDbApi = {
    getEnvironments: async () => ({ items: testEnvironments }),
    getReadiness: async () => ({ items: [] }),
    getRepositoryHosts: async () => [],
    getDatabases: async () => ({ items: [testSummary()], unavailable: [] }),
    getCluster: async () => testCluster(),
    getHealth: async () => testHealth(),
    getSnapshots: async () => ({ items: [], quota: { used: 0, limit: 100 } }),
    createSnapshot: async () => testSnapshot({ status: 'creating' }),
    deleteSnapshot: async () => {},
    planDeploy: async () => testPlan(),
    planRestore: async () => testPlan(),
    startRestore: async () => ({
      entityRef: testPlan().target.entityRef,
      stackId: 'arn:aws:cloudformation:stack/restored',
    }),
    getOperations: async () => [],
    getEvents: async () => [],
    getLog: async () => ({ items: [] }),
    getLoad: async () => testLoad(),
    getStatementTexts: async (_, id) => ({ id, items: [] }),
    ...overrides,
  };
  return {
    getEnvironments: jest.fn(api.getEnvironments),
    getReadiness: jest.fn(api.getReadiness),
    getRepositoryHosts: jest.fn(api.getRepositoryHosts),
    getDatabases: jest.fn(api.getDatabases),
    getCluster: jest.fn(api.getCluster),
    getHealth: jest.fn(api.getHealth),
    getSnapshots: jest.fn(api.getSnapshots),
    createSnapshot: jest.fn(api.createSnapshot),
    deleteSnapshot: jest.fn(api.deleteSnapshot),
    planDeploy: jest.fn(api.planDeploy),
    planRestore: jest.fn(api.planRestore),
    startRestore: jest.fn(api.startRestore),
    getOperations: jest.fn(api.getOperations),
    getEvents: jest.fn(api.getEvents),
    getLog: jest.fn(api.getLog),
    getLoad: jest.fn(api.getLoad),
    getStatementTexts: jest.fn(api.getStatementTexts),
  };
}
