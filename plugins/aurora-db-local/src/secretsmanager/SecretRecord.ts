import { z } from 'zod';

const tagsSchema = z.array(
  z.object({
    Key: z.string().min(1).max(128),
    Value: z.string().max(256).default(''),
  }),
);

const versionSchema = z.object({
  id: z.string(),
  stages: z.array(z.string()),
  createdDate: z.coerce.date(),
  secretString: z.string().optional(),
  /** In base64. */
  secretBinary: z.string().optional(),
  /** The day of its last read. Absent before the first one. */
  lastAccessedDate: z.coerce.date().optional(),
});

/** A secret as it is stored. */
export const secretRecordSchema = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  kmsKeyId: z.string().optional(),
  tags: tagsSchema,
  /** The service that created it and alone may change it, for example `rds`. */
  owningService: z.string().optional(),
  lastRotatedDate: z.coerce.date().optional(),
  createdDate: z.coerce.date(),
  lastChangedDate: z.coerce.date(),
  /** The day of the last read of a value. Absent before the first one. */
  lastAccessedDate: z.coerce.date().optional(),
  /** JSON. */
  resourcePolicy: z.string().optional(),
  /** The time of its final deletion, while it is scheduled. */
  deletionDate: z.coerce.date().optional(),
  /** The time of the DeleteSecret call. */
  deletedDate: z.coerce.date().optional(),
  versions: z.array(versionSchema),
});

export type SecretRecord = z.infer<typeof secretRecordSchema>;
export type SecretVersion = z.infer<typeof versionSchema>;

export const current = 'AWSCURRENT';
const previous = 'AWSPREVIOUS';
export const pending = 'AWSPENDING';

/**
 * Period in which services rotate the secrets that they own. Source: Aurora user guide, "Password
 * management with Secrets Manager".
 */
export const rotationDays = 7;

const dayMs = 86_400_000;
/** Versions that are kept. Source: API reference of PutSecretValue. */
const keptVersions = 100;

/**
 * Adds a version with the given stages. A stage belongs to one version, so the previous one loses
 * it. The version that loses AWSCURRENT gets AWSPREVIOUS. A version without
 * stages is deleted if it is neither one of the newest 100 nor of the last day.
 */
export function withVersion(
  secret: SecretRecord,
  version: Omit<SecretVersion, 'stages'>,
  stages: readonly string[],
): SecretRecord {
  const added = withStages(
    { ...secret, versions: [...secret.versions, { ...version, stages: [] }] },
    version.id,
    stages,
  );
  const surplus = added.versions.length - keptVersions;
  return {
    ...added,
    versions: added.versions.filter(
      ({ stages: held, createdDate }, index) =>
        held.length > 0 ||
        index >= surplus ||
        createdDate.getTime() > Date.now() - dayMs,
    ),
  };
}

/** Moves stages to one of the secret's versions. */
export function withStages(
  secret: SecretRecord,
  versionId: string,
  stages: readonly string[],
): SecretRecord {
  const formerCurrent = secret.versions.find(({ stages: held }) =>
    held.includes(current),
  )?.id;
  const moves = new Map(stages.map(stage => [stage, versionId]));
  if (
    stages.includes(current) &&
    formerCurrent !== undefined &&
    formerCurrent !== versionId
  ) {
    moves.set(previous, formerCurrent);
  }
  const versions = secret.versions.map(version => ({
    ...version,
    stages: [
      ...version.stages.filter(stage => !moves.has(stage)),
      ...Array.from(moves).flatMap(([stage, id]) =>
        id === version.id ? [stage] : [],
      ),
    ],
  }));
  return { ...secret, versions };
}

/** Takes a stage away from its version. */
export function withoutStage(
  secret: SecretRecord,
  stage: string,
): SecretRecord {
  return {
    ...secret,
    versions: secret.versions.map(version => ({
      ...version,
      stages: version.stages.filter(held => held !== stage),
    })),
  };
}
