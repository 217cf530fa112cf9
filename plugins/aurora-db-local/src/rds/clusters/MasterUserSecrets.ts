import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { scramVerifier } from '../../postgres/connections/scramVerifier';
import { randomPassword } from '../../secretsmanager/randomPassword';
import type {
  OwnedSecret,
  OwnedSecrets,
  Scope,
} from '../../service/AwsService';
import type { EndpointClock } from '../../time/EndpointClock';
import type { ClusterRecord, MasterUserSecret } from './ClusterRecord';
import { kmsKeyArn } from './kmsKeyArn';
import type { RdsStore } from '../RdsStore';

/**
 * Period in which RDS rotates a managed password. Source: Aurora user guide, "Password management
 * with Secrets Manager".
 */
const rotationMs = 7 * 86_400_000;
const valueSchema = z.object({ password: z.string() });

/**
 * Passwords of master users that RDS manages. A new password is AWSPENDING in the secret until the
 * server has it, and then becomes the current one. Interrupted work continues with the pending
 * password.
 */
export class MasterUserSecrets {
  constructor(
    private readonly store: RdsStore,
    private readonly secrets: OwnedSecrets,
    private readonly clock: EndpointClock,
  ) {}

  /** A secret for a cluster's record. It does not exist yet. */
  announce(scope: Scope, kmsKeyId: string | undefined): MasterUserSecret {
    const name = `rds!cluster-${randomUUID()}`;
    return {
      name,
      arn: this.secrets.newArn(scope, name),
      status: 'creating',
      kmsKeyId: masterSecretKey(scope, kmsKeyId),
      rotatedAt: this.clock.now(),
    };
  }

  /**
   * Creates the password that a record requests. It is set when the writer runs.
   *
   * @returns the secret for {@link complete}
   */
  async prepare(
    scope: Scope,
    identifier: string,
  ): Promise<MasterUserSecret | undefined> {
    const cluster = this.store.cluster(scope, identifier);
    const secret = cluster.masterUserSecret;
    if (!secret || secret.status === 'active') {
      return undefined;
    }
    const value = await this.secrets.pend(
      scope,
      owned(scope, cluster, secret),
      () => newValue(cluster.masterUsername),
    );
    const { password } = valueSchema.parse(JSON.parse(value));
    await this.store.changeCluster(scope, identifier, {
      passwordVerifier: scramVerifier(password),
    });
    return secret;
  }

  /**
   * Makes the password of {@link prepare} the current one after the server has it. Deletes secrets
   * that the cluster no longer has.
   */
  async complete(
    scope: Scope,
    identifier: string,
    prepared: MasterUserSecret | undefined,
  ): Promise<void> {
    const present = this.store.cluster(scope, identifier).masterUserSecret;
    if (prepared && present?.arn === prepared.arn) {
      await this.secrets.promote(scope, prepared.arn);
      await this.store.changeCluster(scope, identifier, {
        masterUserSecret: {
          ...prepared,
          status: 'active',
          rotatedAt: this.clock.now(),
        },
      });
    }
    await this.secrets.removeOf(
      scope,
      ownerOf(this.store.cluster(scope, identifier)),
      present?.arn,
    );
  }

  /** Deletes the secret with its cluster. */
  async remove(scope: Scope, cluster: ClusterRecord): Promise<void> {
    await this.secrets.removeOf(scope, ownerOf(cluster));
  }

  /** Requests new passwords for those that are due, and returns the clusters. */
  async beginDueRotations(): Promise<Array<{ scope: Scope; id: string }>> {
    const now = this.clock.now();
    const due = this.store.clusters
      .all()
      .filter(({ value }) => isRotationDue(value, now));
    await Promise.all(
      due.map(({ scope, id, value }) =>
        this.store.changeCluster(scope, id, rotationOf(value)),
      ),
    );
    return due;
  }
}

/** The changes of a rotation in the record. */
export function rotationOf({
  masterUserSecret: secret,
}: ClusterRecord): Partial<ClusterRecord> {
  return {
    status: 'resetting-master-credentials',
    masterUserSecret: secret && { ...secret, status: 'rotating' },
  };
}

function isRotationDue(
  { status, masterUserSecret: secret }: ClusterRecord,
  now: Date,
): boolean {
  return (
    status === 'available' &&
    secret?.status === 'active' &&
    now.getTime() - secret.rotatedAt.getTime() >= rotationMs
  );
}

/** The ARN of the key that encrypts a master user's secret. */
export function masterSecretKey(
  scope: Scope,
  kmsKeyId: string | undefined,
): string {
  return kmsKeyArn(scope, kmsKeyId ?? 'alias/aws/secretsmanager');
}

function owned(
  scope: Scope,
  cluster: ClusterRecord,
  { arn, name, kmsKeyId }: MasterUserSecret,
): OwnedSecret {
  return {
    arn,
    name,
    description: `The secret associated with the primary RDS DB cluster: ${cluster.arn}`,
    kmsKeyId:
      kmsKeyId === masterSecretKey(scope, undefined) ? undefined : kmsKeyId,
    owningService: 'rds',
    owner: ownerOf(cluster),
  };
}

function ownerOf({ arn }: ClusterRecord): OwnedSecret['owner'] {
  return { Key: 'aws:rds:primaryDBClusterArn', Value: arn };
}

function newValue(username: string): string {
  const password = randomPassword({
    PasswordLength: 28,
    // Characters that RDS refuses in a password, and those that need quoting in a shell.
    ExcludeCharacters: '"@/\\ \'',
    ExcludeNumbers: false,
    ExcludePunctuation: false,
    ExcludeUppercase: false,
    ExcludeLowercase: false,
    IncludeSpace: false,
    RequireEachIncludedType: true,
  });
  return JSON.stringify({ username, password });
}
