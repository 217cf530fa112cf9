import type { AwsClients } from './aws/AwsClients';
import { CloudFormationStacks } from './aws/CloudFormationStacks';
import { RdsClusters } from './aws/RdsClusters';
import { RdsClusterSnapshots } from './aws/RdsClusterSnapshots';
import { RdsEngineVersions } from './aws/RdsEngineVersions';
import type { AuroraDbConfig } from './ports/EnvironmentConfig';
import { createPreflight } from './createPreflight';
import { AuroraDeployService } from './deploy/AuroraDeployService';
import { ChangeSetRunner } from './stacks/ChangeSetRunner';
import type { Authorizer } from './access/DefaultAuthorizer';
import { DatabaseGuard } from './access/DatabaseGuard';
import { DeployGuard } from './deploy/DeployGuard';
import { DeployPlanner } from './deploy/DeployPlanner';
import { DeployPreparation } from './deploy/DeployPreparation';
import type { EntityReader, OwnEntityReader } from './ports/EntityReader';
import { PredeploySnapshots } from './deploy/PredeploySnapshots';
import { StackClearance } from './stacks/StackClearance';
import { StackFollower } from './stacks/StackFollower';
import type { TemplateSynthesizer } from './ports/TemplateSynthesizer';

/** Wires deploys over AWS, for the REST API, which plans them, and for the scaffolder action, which live in different plugins. */
export function createDeploys(
  aws: AwsClients,
  options: {
    config: AuroraDbConfig;
    synthesizer: TemplateSynthesizer;
    authorizer: Authorizer;
    catalog: EntityReader & OwnEntityReader;
  },
): {
  deployer: AuroraDeployService;
  planner: DeployPlanner;
  guard: DeployGuard;
} {
  const { config, synthesizer, authorizer, catalog } = options;
  const stacks = new CloudFormationStacks(aws);
  const clusters = new RdsClusters(aws);
  const follower = new StackFollower(stacks);
  const runner = new ChangeSetRunner(stacks, follower);
  const predeploy = new PredeploySnapshots(new RdsClusterSnapshots(aws));
  const preparation = new DeployPreparation({
    stacks,
    clusters,
    engineVersions: new RdsEngineVersions(aws),
    preflight: createPreflight(aws),
    synthesizer,
  });
  const parts = { config, stacks, preparation, runner, predeploy };
  const deployer = new AuroraDeployService({
    ...parts,
    clusters,
    follower,
    clearance: new StackClearance(stacks, follower, runner),
  });
  return {
    deployer,
    guard: new DeployGuard({
      deployer,
      authorizer,
      guard: new DatabaseGuard(authorizer, catalog, config.environments),
      catalog,
    }),
    planner: new DeployPlanner(parts),
  };
}
