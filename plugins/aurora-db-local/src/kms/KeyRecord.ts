import { z } from 'zod';
import type { Scope } from '../service/AwsService';
import { algorithmsOf } from './keySpecs';

export const keySchema = z.object({
  id: z.string(),
  createdAt: z.coerce.date(),
  description: z.string(),
  manager: z.enum(['AWS', 'CUSTOMER']),
  usage: z.string(),
  spec: z.string(),
  state: z.enum(['Enabled', 'Disabled', 'PendingDeletion']),
  /** Only if the state is `PendingDeletion`. */
  deletedAt: z.coerce.date().optional(),
  tags: z
    .array(z.object({ TagKey: z.string(), TagValue: z.string() }))
    .default([]),
  /** JSON. Absent for KMS's default policy. */
  policy: z.string().optional(),
  /** Days between rotations. Absent if the key is not rotated. */
  rotationDays: z.number().optional(),
});

export type Key = z.infer<typeof keySchema>;

export const aliasSchema = z.object({
  /** Begins with `alias/`. */
  name: z.string(),
  keyId: z.string(),
  createdAt: z.coerce.date(),
  changedAt: z.coerce.date(),
});

export type Alias = z.infer<typeof aliasSchema>;

/** The key of AWS with which RDS encrypts by default. Every account and region has it. */
export const defaultRdsKey: Key = {
  id: '0a0b0c0d-0e0f-4000-8000-000000000001',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  description: 'Default key that protects my RDS database volumes',
  manager: 'AWS',
  usage: 'ENCRYPT_DECRYPT',
  spec: 'SYMMETRIC_DEFAULT',
  state: 'Enabled',
  tags: [],
  rotationDays: 365,
};

export const defaultRdsAlias: Alias = {
  name: 'alias/aws/rds',
  keyId: defaultRdsKey.id,
  createdAt: defaultRdsKey.createdAt,
  changedAt: defaultRdsKey.createdAt,
};

/** The structure `KeyMetadata`. */
export function describeKey(scope: Scope, key: Key) {
  return {
    AWSAccountId: scope.accountId,
    KeyId: key.id,
    Arn: keyArn(scope, key.id),
    CreationDate: key.createdAt,
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    DeletionDate: key.deletedAt,
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    ...algorithmsOf(key.spec, key.usage),
    MultiRegion: false,
  };
}

/** KMS's policy of a key for which the caller gives none. */
export function defaultKeyPolicy({ accountId }: Scope): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}

export function keyArn({ accountId, region }: Scope, id: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

/** @param name - begins with `alias/` */
export function aliasArn({ accountId, region }: Scope, name: string): string {
  return `arn:aws:kms:${region}:${accountId}:${name}`;
}
