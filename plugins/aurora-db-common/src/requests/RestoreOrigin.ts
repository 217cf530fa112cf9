import { z } from 'zod';

/** Schema of {@link RestoreOrigin}. @public */
export const restoreOriginSchema = z.strictObject({
  /** Entity reference of the source. */
  entityRef: z.string().min(1).max(254),
  /** The PostgreSQL database in the cluster. It has the name of the source's database. */
  databaseName: z.string().min(1).max(63),
  /**
   * The master user of the source, which comes with the data. Absent if it has the usual name. Its
   * name is in the secret.
   */
  masterUsername: z.string().min(1).max(63).optional(),
  from: z.union([
    z.strictObject({
      /** Identifier or ARN. */
      snapshotIdentifier: z.string().min(1).max(255),
      /**
       * True if the snapshot is not encrypted, otherwise absent. The template then requests
       * encryption with AWS's key for RDS.
       */
      storageEncrypted: z.literal(true).optional(),
    }),
    z.strictObject({
      /** Identifier or ARN. */
      sourceClusterIdentifier: z.string().min(1).max(255),
      /** A time, or the end of the restorable window when RDS started the restore. */
      to: z.union([
        z.strictObject({ restoreToTime: z.iso.datetime({ offset: true }) }),
        z.strictObject({ useLatestRestorableTime: z.literal(true) }),
      ]),
      /**
       * Whether the template names an engine version. A cluster that is restored to a time has the
       * version of its source, and its template names one only after an upgrade.
       */
      namesEngineVersion: z.boolean().default(false),
    }),
  ]),
});

/**
 * What a cluster was restored from. The template writes it as create-only properties:
 * CloudFormation replaces the cluster if a later template changes or omits them. See
 * docs/decisions.md, "Restores".
 *
 * @public
 */
export type RestoreOrigin = z.infer<typeof restoreOriginSchema>;
