import { z } from 'zod';

/** Schema of {@link RestoreOrigin}. @public */
export const restoreOriginSchema = z.strictObject({
  /** Entity reference of the database that it was restored from. */
  entityRef: z.string().min(1).max(254),
  /** The PostgreSQL database in it: the source's, whatever the restored one is called. */
  databaseName: z.string().min(1).max(63),
  from: z.union([
    z.strictObject({
      /** Identifier or ARN. */
      snapshotIdentifier: z.string().min(1).max(255),
      /** Present, and true, only where the snapshot isn't encrypted: the template then asks for encryption, with AWS's key for RDS. */
      storageEncrypted: z.literal(true).optional(),
    }),
    z.strictObject({
      /** Identifier or ARN. */
      sourceClusterIdentifier: z.string().min(1).max(255),
      /** As it was first written, or the end of the window at that moment. */
      to: z.union([
        z.strictObject({ restoreToTime: z.iso.datetime({ offset: true }) }),
        z.strictObject({ useLatestRestorableTime: z.literal(true) }),
      ]),
      /**
       * Whether the template names an engine version. A cluster that is restored to a time has its source's, and its template names
       * one only since it was upgraded.
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
