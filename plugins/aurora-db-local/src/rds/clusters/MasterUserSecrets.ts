import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { scramVerifier } from '../../postgres/connections/scramVerifier';
import { randomPassword } from '../../secretsmanager/randomPassword';
import type {
  OwnedSecret,
  OwnedSecrets,
  Scope,
} from '../../service/AwsService';
import type { ClusterRecord, MasterUserSecret } from './ClusterRecord';
import { kmsKeyArn } from './kmsKeyArn';
import type { RdsStore } from '../RdsStore';

/** RDS rotates a managed password so often. Source: Aurora user guide, "Password management with Secrets Manager". */
const rotationMs = 7 * 86_400_000;
const valueSchema = z.object({ password: z.string() });
/** The AWS managed key `aws/secretsmanager`. */
const defaultKey = '0a0b0c0d-0e0f-4000-8000-000000000002';

/**
 * Master users' passwords that RDS manages. A new one waits in the secret as AWSPENDING while it is set in the server, and then
 * becomes the current one. Work that was cut off goes on with the password that waits.
 */
export class MasterUserSecrets {
  constructor(
    private readonly store: RdsStore,
    private readonly secrets: OwnedSecrets,
  ) {}

  /** A secret that is yet to be made, for a cluster's record. */
  announce(scope: Scope, kmsKeyId: string | undefined): MasterUserSecret {
    const name = `rds!cluster-${randomUUID()}`;
    return {
      name,
      arn: this.secrets.newArn(scope, name),
      status: 'creating',
      kmsKeyId: masterSecretKey(scope, kmsKeyId),
      rotatedAt: new Date(),
    };
  }

  /**
   * Makes the password that a record asks for, to be set in the server when the writer runs.
   *
   * @returns the secret that {@link complete} is to be called for
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

  /** What {@link prepare} made is in force: clients find it. Secrets that the cluster no longer has are deleted. */
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
          rotatedAt: new Date(),
        },
      });
    }
    await this.secrets.removeOf(
      scope,
      ownerOf(this.store.cluster(scope, identifier)),
      present?.arn,
    );
  }

  /** The secret goes with its cluster. */
  async remove(scope: Scope, cluster: ClusterRecord): Promise<void> {
    await this.secrets.removeOf(scope, ownerOf(cluster));
  }

  /** Asks for new passwords where the present ones are old, and returns the clusters. */
  async beginDueRotations(
    now: Date,
  ): Promise<Array<{ scope: Scope; id: string }>> {
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

/** What a rotation changes in the record. */
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
  return kmsKeyArn(scope, kmsKeyId ?? defaultKey);
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
    // What RDS refuses in a password, and what is awkward in a shell.
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
