import type { EnvironmentProfile } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DeleteOptions } from '../../deploy/deletion/DeletionPreparation';
import type { DatabaseStack } from '../../ports/DatabaseStacks';
import { testDeploy } from './testDeploy';
import { testStack } from '../databases/testStack';

const options: DeleteOptions = {
  finalSnapshot: true,
  disableProtection: false,
  dryRun: false,
  requestedBy: 'user:default/ann',
};

/** JSON of a database's template with a deletion policy. */
export const testDeletionTemplate = (
  deletionPolicy: string,
  protect: boolean,
) =>
  JSON.stringify({
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy: deletionPolicy,
        Properties: { DeletionProtection: protect },
      },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        DeletionPolicy:
          deletionPolicy === 'Snapshot' ? 'RetainExceptOnCreate' : 'Delete',
        Properties: { GenerateSecretString: {} },
      },
    },
  });
/** ARN of the database's master secret. */
export const testSecretArn =
  'arn:aws:secretsmanager:ap-northeast-1:1:secret:Secret-a';

/** The services over a database that a run can delete. */
export function testDeletion(
  environment: EnvironmentProfile,
  stack: Partial<DatabaseStack> = {},
  deployed = testDeletionTemplate('Delete', false),
) {
  const setup = testDeploy();
  setup.stacks.add(
    testStack('goal-mandala', environment, {
      outputs: { SecretArn: testSecretArn },
      ...stack,
    }),
    deployed,
  );
  const suffix = environment === 'prod' ? 'prd' : environment;
  const ref = `resource:default/goal-mandala-${suffix}`;
  const [{ stackId }] = [testStack('goal-mandala', environment)];
  const run = async (change: Partial<DeleteOptions> = {}, taskId = 'task') =>
    setup.deleter.delete(
      await setup.findTarget(ref, stackId),
      taskId,
      { ...options, ...change },
      setup.context,
    );
  return { ...setup, run };
}
