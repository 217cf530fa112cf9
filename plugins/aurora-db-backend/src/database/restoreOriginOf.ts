import {
  createMessage,
  auroraDbTags,
  masterUsername,
  type RestoreOrigin,
  restoreOriginSchema,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ConflictError } from '../ports/errors/userErrors';
import { clusterOfTemplate } from './templates/clusterOfTemplate';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { secretsOfTemplate } from './templates/secretsOfTemplate';

/**
 * Reads from the deployed template what the database was restored from. Returns undefined if it was
 * not restored. CloudFormation replaces the cluster if these properties change: see
 * docs/decisions.md, "Restores". Throws a ConflictError if the template was changed outside the
 * portal and a deploy cannot keep the change.
 *
 * @param deployed - JSON
 * @param isUpgrade - whether the next template has another engine version
 */
export function restoreOriginOf(
  deployed: string,
  stack: DatabaseStack,
  { isUpgrade }: { isUpgrade: boolean },
): RestoreOrigin | undefined {
  const properties = clusterOfTemplate(deployed);
  const snapshotIdentifier = properties?.SnapshotIdentifier;
  const sourceClusterIdentifier = properties?.SourceDBClusterIdentifier;
  if (
    !properties ||
    (snapshotIdentifier === undefined && sourceClusterIdentifier === undefined)
  ) {
    return undefined;
  }
  const parsed = restoreOriginSchema.safeParse({
    entityRef: stack.tags[auroraDbTags.restoredFrom],
    databaseName: stack.outputs[stackOutputs.databaseName],
    masterUsername: masterUserOf(deployed, stack),
    from:
      snapshotIdentifier === undefined
        ? {
            sourceClusterIdentifier,
            to: isTrue(properties.UseLatestRestorableTime)
              ? { useLatestRestorableTime: true }
              : { restoreToTime: properties.RestoreToTime },
            namesEngineVersion:
              isUpgrade || properties.EngineVersion !== undefined,
          }
        : {
            snapshotIdentifier,
            ...(isTrue(properties.StorageEncrypted) && {
              storageEncrypted: true,
            }),
          },
  });
  if (!parsed.success) {
    throw new ConflictError(
      createMessage('error.restoreOrigin', {
        stackName: stack.stackName,
        tag: auroraDbTags.restoredFrom,
        output: stackOutputs.databaseName,
        properties: parsed.error.issues
          .map(issue => issue.path.join('.') || 'from')
          .join(', '),
      }),
    );
  }
  return parsed.data;
}

/**
 * The master user, if it is not the usual one. The secret of the template says it: with another
 * name there, CloudFormation would generate another password. If RDS makes the password, an output
 * of the stack has the name.
 */
function masterUserOf(
  deployed: string,
  { outputs }: DatabaseStack,
): string | undefined {
  const { masterUsername: inSecret } = secretsOfTemplate(deployed);
  const username = inSecret ?? outputs[stackOutputs.masterUsername];
  return username === masterUsername ? undefined : username;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
