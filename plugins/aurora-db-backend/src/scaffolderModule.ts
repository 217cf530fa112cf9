import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { createDatabaseDeleteAction } from './actions/createDatabaseDeleteAction';
import { createDatabaseDeployAction } from './actions/createDatabaseDeployAction';
import { createDatabaseRestoreAction } from './actions/createDatabaseRestoreAction';
import { createRepositoryCheckAction } from './actions/createRepositoryCheckAction';
import { createSnapshotCreateAction } from './actions/createSnapshotCreateAction';
import { CloudFormationStacks } from './aws/CloudFormationStacks';
import { RdsClusters } from './aws/RdsClusters';
import { RdsClusterSnapshots } from './aws/RdsClusterSnapshots';
import { createDeploys } from './createDeploys';
import { createRestores } from './createRestores';
import { ScmRepositories } from './scm/ScmRepositories';
import {
  auroraDbConfigRef,
  awsClientsRef,
  synthesizerRef,
} from './serviceRefs';
import { AuroraDeleteService } from './deploy/AuroraDeleteService';
import { AuroraSnapshotService } from './backups/AuroraSnapshotService';
import { DefaultAuthorizer } from './access/DefaultAuthorizer';
import { ChangeSetRunner } from './stacks/ChangeSetRunner';
import { ClusterLocator } from './database/ClusterLocator';
import { DatabaseAccess } from './access/DatabaseAccess';
import { DatabaseGuard } from './access/DatabaseGuard';
import { DelegatedEntityReader } from './access/DelegatedEntityReader';
import { stackLookup } from './readings/lookups';
import { OperationNotifier } from './operations/OperationNotifier';
import { SnapshotFollower } from './backups/SnapshotFollower';
import { StackFollower } from './stacks/StackFollower';

/**
 * Adds the scaffolder actions `aurora:database:deploy`, `aurora:database:delete`, `aurora:database:restore`, `aurora:snapshot:create` and
 * `aurora:repository:check`.
 *
 * @public
 */
export const auroraDbScaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'aurora-db',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        aws: awsClientsRef,
        catalog: catalogServiceRef,
        config: auroraDbConfigRef,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        rootConfig: coreServices.rootConfig,
        scaffolder: scaffolderServiceRef,
        synthesizer: synthesizerRef,
      },
      async init({ actions, auditor, aws, config, events, ...deps }) {
        const stacks = new CloudFormationStacks(aws);
        const clusters = new RdsClusters(aws);
        const follower = new StackFollower(stacks);
        const runner = new ChangeSetRunner(stacks, follower);
        const authorizer = new DefaultAuthorizer(deps.permissions);
        const catalog = new DelegatedEntityReader(deps.catalog, deps.auth);
        const guard = new DatabaseGuard(
          authorizer,
          catalog,
          config.environments,
        );
        const snapshots = new RdsClusterSnapshots(aws);
        const locator = new ClusterLocator({
          catalog,
          stacks: stackLookup(stacks),
          environments: config.environments,
        });
        const access = new DatabaseAccess({
          authorizer,
          locator,
          catalog,
          environments: config.environments,
          logger: deps.logger,
        });
        const { restores } = createRestores(aws, {
          config,
          access,
          synthesizer: deps.synthesizer,
        });
        const deploys = createDeploys(aws, {
          config,
          authorizer,
          catalog,
          synthesizer: deps.synthesizer,
        });
        const notifier = new OperationNotifier(deps);
        const snapshotFollower = new SnapshotFollower({
          snapshots,
          notifier,
          logger: deps.logger,
        });
        deps.lifecycle.addShutdownHook(() => snapshotFollower.stop());
        actions.addActions(
          createDatabaseDeployAction({
            ...deploys,
            auditor,
            events,
            notifier,
          }),
          createDatabaseDeleteAction({
            deleter: new AuroraDeleteService({
              config,
              stacks,
              follower,
              runner,
              clusters,
              snapshots,
            }),
            guard,
            auditor,
            events,
          }),
          createDatabaseRestoreAction({
            restores,
            clusters,
            auditor,
            events,
            notifier,
          }),
          createSnapshotCreateAction({
            service: new AuroraSnapshotService({
              access,
              clusters,
              snapshots,
            }),
            snapshots,
            auditor,
            notifier,
            snapshotFollower,
          }),
          createRepositoryCheckAction({
            config: deps.rootConfig,
            repositories: new ScmRepositories(deps.rootConfig),
            scaffolder: deps.scaffolder,
          }),
        );
      },
    });
  },
});
