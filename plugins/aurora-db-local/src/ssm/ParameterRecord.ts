import { z } from 'zod';
import type { Scope } from '../service/AwsService';

export const parameterTypes = ['String', 'StringList', 'SecureString'] as const;

const versionSchema = z.object({
  version: z.number(),
  value: z.string(),
  type: z.enum(parameterTypes),
  tier: z.enum(['Standard', 'Advanced']),
  dataType: z.string(),
  description: z.string().optional(),
  allowedPattern: z.string().optional(),
  /** Only for a SecureString. */
  keyId: z.string().optional(),
  labels: z.array(z.string()),
  modifiedAt: z.coerce.date(),
  modifiedBy: z.string(),
});
export type ParameterVersion = z.infer<typeof versionSchema>;

export const parameterRecordSchema = z.object({
  name: z.string(),
  /** By key. */
  tags: z.record(z.string(), z.string()),
  /** Oldest first. Empty if the user has deleted a parameter that exists from the start. */
  versions: z.array(versionSchema),
});
export type ParameterRecord = z.infer<typeof parameterRecordSchema>;

/** The slash between `parameter` and the name belongs to the name if it begins with one. */
export function parameterArn(
  { region, accountId }: Scope,
  name: string,
): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}
