import { scramVerifier } from '../../postgres/connections/scramVerifier';
import type { Scope } from '../../service/AwsService';
import type { ModifyClusterInput } from './clusterInputs';
import type { ClusterRecord } from './ClusterRecord';
import { masterSecretKey, rotationOf } from './MasterUserSecrets';
import { invalidCombination } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';

type PasswordInput = Pick<
  ModifyClusterInput,
  | 'ApplyImmediately'
  | 'ManageMasterUserPassword'
  | 'MasterUserPassword'
  | 'MasterUserSecretKmsKeyId'
  | 'RotateMasterUserPassword'
>;

/**
 * The changes of a modification in the record for the master user's password: another password,
 * another manager, or a rotation. Source: RDS's API reference of ModifyDBCluster, constraints of
 * its password members.
 */
export function passwordChange(
  { masterUserSecrets }: RdsContext,
  scope: Scope,
  cluster: ClusterRecord,
  input: PasswordInput,
): Partial<ClusterRecord> {
  const wasManaged = cluster.masterUserSecret !== undefined;
  const isManaged = input.ManageMasterUserPassword ?? wasManaged;
  const password = input.MasterUserPassword;
  if (isManaged) {
    checkManaged(scope, cluster, input);
    if (!wasManaged) {
      return {
        status: 'resetting-master-credentials',
        masterUserSecret: masterUserSecrets.announce(
          scope,
          input.MasterUserSecretKmsKeyId,
        ),
      };
    }
    return input.RotateMasterUserPassword ? rotationOf(cluster) : {};
  }
  checkUnmanaged(wasManaged, input);
  return password === undefined
    ? {}
    : {
        status: 'resetting-master-credentials',
        masterUserSecret: undefined,
        passwordVerifier: scramVerifier(password),
      };
}

function checkManaged(
  scope: Scope,
  { masterUserSecret: secret }: ClusterRecord,
  input: PasswordInput,
): void {
  const kmsKeyId = input.MasterUserSecretKmsKeyId;
  if (input.MasterUserPassword !== undefined) {
    throw invalidCombination(
      "You can't specify MasterUserPassword for a cluster with ManageMasterUserPassword enabled.",
    );
  }
  if (input.RotateMasterUserPassword && !secret) {
    throw notManaged();
  }
  if (input.RotateMasterUserPassword && !input.ApplyImmediately) {
    throw invalidCombination(
      'You must specify apply immediately when rotating the master user password.',
    );
  }
  if (
    secret &&
    kmsKeyId !== undefined &&
    masterSecretKey(scope, kmsKeyId) !== secret.kmsKeyId
  ) {
    throw invalidCombination(
      `You can't change MasterUserSecretKmsKeyId from ${secret.kmsKeyId} to ${kmsKeyId} while RDS manages the master user password.`,
    );
  }
}

function checkUnmanaged(wasManaged: boolean, input: PasswordInput): void {
  if (input.RotateMasterUserPassword) {
    throw notManaged();
  }
  if (input.MasterUserSecretKmsKeyId !== undefined) {
    throw invalidCombination(
      'MasterUserSecretKmsKeyId can be specified only with ManageMasterUserPassword.',
    );
  }
  if (wasManaged && input.MasterUserPassword === undefined) {
    throw invalidCombination(
      'MasterUserPassword is required to turn ManageMasterUserPassword off.',
    );
  }
}

function notManaged() {
  return invalidCombination(
    "You can't specify RotateMasterUserPassword for a cluster whose master user password RDS doesn't manage in Secrets Manager.",
  );
}
