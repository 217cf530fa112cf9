import type { ClusterRecord, PendingClusterChanges } from './ClusterRecord';

type Changes = Omit<PendingClusterChanges, 'since'>;

/**
 * Splits a modification without `ApplyImmediately`: the engine version, IAM authentication and the
 * master password wait for the maintenance window, as in RDS. All others apply at once.
 */
export function deferChanges(
  cluster: ClusterRecord,
  asked: Partial<ClusterRecord>,
  now: Date,
): Partial<ClusterRecord> {
  const { engineVersion, iamAuthentication, ...others } = asked;
  // RDS changes the party that manages the password at once, and its password with it.
  const keepsManager =
    cluster.masterUserSecret === undefined &&
    asked.masterUserSecret === undefined;
  const waits = keepsManager && asked.passwordVerifier !== undefined;
  const { passwordVerifier, status, ...withoutPassword } = others;
  const waiting: Changes = {
    engineVersion: differing(
      engineVersion ?? cluster.pending?.engineVersion,
      cluster.engineVersion,
    ),
    iamAuthentication: differing(
      iamAuthentication ?? cluster.pending?.iamAuthentication,
      cluster.iamAuthentication,
    ),
    passwordVerifier: keepsManager
      ? (passwordVerifier ?? cluster.pending?.passwordVerifier)
      : undefined,
  };
  return {
    ...(waits ? withoutPassword : others),
    pending: isEmpty(waiting) ? undefined : { ...waiting, since: now },
  };
}

/** A modification with everything that waits for the maintenance window. */
export function withPendingChanges(
  { pending }: ClusterRecord,
  asked: Partial<ClusterRecord>,
): Partial<ClusterRecord> {
  const { engineVersion, iamAuthentication, passwordVerifier } = pending ?? {};
  return {
    ...(engineVersion !== undefined && { engineVersion }),
    ...(iamAuthentication !== undefined && { iamAuthentication }),
    ...(passwordVerifier !== undefined && {
      passwordVerifier,
      status: 'resetting-master-credentials',
    }),
    ...asked,
    // A party that takes over the password sets its own.
    ...(asked.masterUserSecret !== undefined && {
      passwordVerifier: asked.passwordVerifier,
    }),
    pending: undefined,
  };
}

/** The RDS structure `ClusterPendingModifiedValues`; undefined without pending changes. */
export function describePending({
  pending,
}: ClusterRecord): Record<string, unknown> | undefined {
  return (
    pending && {
      EngineVersion: pending.engineVersion,
      IAMDatabaseAuthenticationEnabled: pending.iamAuthentication,
      MasterUserPassword:
        pending.passwordVerifier === undefined ? undefined : '****',
    }
  );
}

function differing<T>(wanted: T | undefined, present: T): T | undefined {
  return wanted === present ? undefined : wanted;
}

function isEmpty(values: object): boolean {
  return Object.values(values).every(value => value === undefined);
}
