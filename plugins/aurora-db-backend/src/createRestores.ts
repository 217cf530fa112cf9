import type { AwsClients } from './aws/AwsClients';
import { CloudFormationStacks } from './aws/CloudFormationStacks';
import { RdsClusters } from './aws/RdsClusters';
import { RdsClusterSnapshots } from './aws/RdsClusterSnapshots';
import { RdsEngineVersions } from './aws/RdsEngineVersions';
import type { AuroraDbConfig } from './ports/EnvironmentConfig';
import { createPreflight } from './createPreflight';
import { AuroraRestoreService } from './backups/AuroraRestoreService';
import { ChangeSetRunner } from './stacks/ChangeSetRunner';
import type { DatabaseAccess } from './access/DatabaseAccess';
import { DatabaseProtection } from './stacks/DatabaseProtection';
import { RestoreClaims } from './backups/RestoreClaims';
import { RestorePlanner } from './backups/RestorePlanner';
import { StackClearance } from './stacks/StackClearance';
import { StackFollower } from './stacks/StackFollower';
import type { TemplateSynthesizer } from './ports/TemplateSynthesizer';

/** Wires restores over AWS, for the REST API and for the scaffolder action, which live in different plugins. */
export function createRestores(
  aws: AwsClients,
  options: {
    config: AuroraDbConfig;
    access: DatabaseAccess;
    synthesizer: TemplateSynthesizer;
  },
): { restores: AuroraRestoreService; protection: DatabaseProtection } {
  const { config, access, synthesizer } = options;
  const stacks = new CloudFormationStacks(aws);
  const clusters = new RdsClusters(aws);
  const follower = new StackFollower(stacks);
  const runner = new ChangeSetRunner(stacks, follower);
  const protection = new DatabaseProtection({ stacks, follower, runner });
  const restores = new AuroraRestoreService({
    access,
    planner: new RestorePlanner({
      config,
      stacks,
      clusters,
      snapshots: new RdsClusterSnapshots(aws),
      engineVersions: new RdsEngineVersions(aws),
      preflight: createPreflight(aws),
      synthesizer,
    }),
    clearance: new StackClearance(stacks, follower, runner),
    follower,
    runner,
    protection,
    claims: new RestoreClaims(stacks, follower),
  });
  return { restores, protection };
}
