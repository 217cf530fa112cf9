import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createDatabaseDeleteAction } from './actions/createDatabaseDeleteAction';
import { createDatabaseDeployAction } from './actions/createDatabaseDeployAction';
import { CloudFormationStacks } from './aws/CloudFormationStacks';
import { CloudWatchLogGroups } from './aws/CloudWatchLogGroups';
import { Ec2Networks } from './aws/Ec2Networks';
import { RdsClusters } from './aws/RdsClusters';
import { RdsClusterSnapshots } from './aws/RdsClusterSnapshots';
import { RdsEngineVersions } from './aws/RdsEngineVersions';
import { StsCallerIdentity } from './aws/StsCallerIdentity';
import {
  auroraDbConfigRef,
  awsClientsRef,
  synthesizerRef,
} from './serviceRefs';
import { AuroraDeleteService } from './services/AuroraDeleteService';
import { AuroraDeployService } from './services/AuroraDeployService';
import { AuroraPreflightService } from './services/AuroraPreflightService';
import { DefaultAuthorizer } from './services/AuthorizationService';
import { ChangeSetRunner } from './services/ChangeSetRunner';
import { DatabaseGuard } from './services/DatabaseGuard';
import { PredeploySnapshots } from './services/PredeploySnapshots';
import { StackClearance } from './services/StackClearance';
import { StackFollower } from './services/StackFollower';

/**
 * Adds the scaffolder actions `aurora:database:deploy` and `aurora:database:delete`.
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
        aws: awsClientsRef,
        catalog: catalogServiceRef,
        config: auroraDbConfigRef,
        events: eventsServiceRef,
        permissions: coreServices.permissions,
        synthesizer: synthesizerRef,
      },
      async init({ actions, auditor, aws, config, events, ...deps }) {
        const stacks = new CloudFormationStacks(aws);
        const clusters = new RdsClusters(aws);
        const follower = new StackFollower(stacks);
        const runner = new ChangeSetRunner(stacks, follower);
        const authorizer = new DefaultAuthorizer(deps.permissions);
        const guard = new DatabaseGuard(authorizer, deps.catalog);
        actions.addActions(
          createDatabaseDeployAction({
            deployer: new AuroraDeployService({
              config,
              stacks,
              follower,
              clearance: new StackClearance(stacks, follower, runner),
              runner,
              clusters,
              engineVersions: new RdsEngineVersions(aws),
              preflight: new AuroraPreflightService({
                identity: new StsCallerIdentity(aws),
                networks: new Ec2Networks(aws),
                clusters,
                logGroups: new CloudWatchLogGroups(aws),
              }),
              predeploy: new PredeploySnapshots(new RdsClusterSnapshots(aws)),
              synthesizer: deps.synthesizer,
            }),
            authorizer,
            guard,
            auditor,
            events,
          }),
          createDatabaseDeleteAction({
            deleter: new AuroraDeleteService({
              config,
              stacks,
              follower,
              runner,
              clusters,
            }),
            guard,
            auditor,
            events,
          }),
        );
      },
    });
  },
});
