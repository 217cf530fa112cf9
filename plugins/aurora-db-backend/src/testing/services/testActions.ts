import type { PermissionsService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { createDatabaseDeleteAction } from '../../actions/createDatabaseDeleteAction';
import { createDatabaseDeployAction } from '../../actions/createDatabaseDeployAction';
import { EntityArrivals } from '../../actions/EntityArrivals';
import { ownerPolicy } from '../policies/ownerPolicy';
import { TestTask } from './TestTask';
import { testDeploy } from './testDeploy';
import { testEntities } from '../databases/testEntities';
import { testNotifications } from './testNotifier';

/**
 * Both actions with stacks in memory and Backstage's services as mocks. The policy denies the
 * permissions in `denied`.
 *
 * @param options - `entities` are in the catalog beside those of {@link testEntities}
 */
export function testActions(options: { entities?: Entity[] } = {}) {
  const denied = new Set<string>();
  const asked: string[] = [];
  const permissions: PermissionsService = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(request => {
        const name = request.permission.name;
        asked.push(
          `${name} ${'resourceRef' in request ? request.resourceRef : ''}`,
        );
        return {
          result: denied.has(name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        };
      }),
    authorizeConditional: ownerPolicy(
      options.entities ?? [],
      ({ permission }) => !denied.has(permission.name),
    ),
  });
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => auditEvent),
  });
  const events = mockServices.events.mock({ publish: jest.fn(async () => {}) });
  const catalog = catalogServiceMock({
    entities: [...testEntities, ...(options.entities ?? [])],
  });
  const { notifications, send } = testNotifications();
  const setup = testDeploy(undefined, {
    backstage: {
      auditor,
      catalog,
      events,
      notifications,
      permissions,
    },
  });
  const { deployer, deleter, deployGuard, guard, access, notifier } =
    setup.services;
  const deploy = createDatabaseDeployAction({
    config: setup.config,
    deployer,
    guard: deployGuard,
    auditor,
    events,
    notifier,
    arrivals: new EntityArrivals(catalog, 0),
  });
  const remove = createDatabaseDeleteAction({
    deleter,
    guard,
    access,
    auditor,
    events,
  });
  const task = new TestTask();
  type Options = Parameters<TestTask['run']>[2];

  return {
    ...setup,
    denied,
    asked,
    auditor,
    auditEvent,
    events,
    sendNotification: send,
    lines: task.lines,
    deploy: (input: JsonObject, extra?: Options) =>
      task.run(deploy, input, extra),
    remove: (input: JsonObject, extra?: Options) =>
      task.run(remove, input, extra),
    actions: { deploy, remove },
  };
}
