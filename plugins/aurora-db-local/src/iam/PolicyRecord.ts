import { createHash } from 'node:crypto';
import { z } from 'zod';
import { tagsSchema } from './RoleRecord';

/** A customer managed policy as it is stored. */
export const policySchema = z.object({
  name: z.string(),
  path: z.string(),
  description: z.string().optional(),
  createDate: z.coerce.date(),
  /** The number of the default version: 1 is `v1`. */
  defaultVersion: z.number(),
  /** The number of the next version. Numbers of deleted versions are not used again. */
  nextVersion: z.number(),
  versions: z
    .array(
      z.object({
        number: z.number(),
        /** The policy document, as JSON. */
        document: z.string(),
        createDate: z.coerce.date(),
      }),
    )
    .min(1),
  tags: tagsSchema,
});

export type PolicyRecord = z.infer<typeof policySchema>;

type PolicyVersion = PolicyRecord['versions'][number];

/** For example `arn:aws:iam::123456789012:policy/shop`. */
export function policyArn(
  accountId: string,
  { path, name }: Pick<PolicyRecord, 'path' | 'name'>,
): string {
  return `arn:aws:iam::${accountId}:policy${path}${name}`;
}

/** The IAM structure `Policy`. */
export function describePolicy(
  policy: PolicyRecord,
  accountId: string,
  { attachments, boundaries }: { attachments: number; boundaries: number },
) {
  const arn = policyArn(accountId, policy);
  return {
    PolicyName: policy.name,
    PolicyId: `ANPA${createHash('sha256').update(arn).digest('hex').toUpperCase().slice(0, 17)}`,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: `v${policy.defaultVersion}`,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.createDate,
    UpdateDate: policy.versions.at(-1)?.createDate,
    Tags: policy.tags.length > 0 ? policy.tags : undefined,
  };
}

/** The IAM structure `PolicyVersion` without its document. */
export function describeVersion(policy: PolicyRecord, version: PolicyVersion) {
  return {
    VersionId: `v${version.number}`,
    IsDefaultVersion: version.number === policy.defaultVersion,
    CreateDate: version.createDate,
  };
}
