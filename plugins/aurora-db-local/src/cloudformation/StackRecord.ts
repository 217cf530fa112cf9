import { z } from 'zod';
import { jsonSchema, policySchema } from './template/parseTemplate';

const tagSchema = z.object({ Key: z.string(), Value: z.string() });
export type Tag = z.infer<typeof tagSchema>;

const jsonObjectSchema = z.record(z.string(), jsonSchema);

/** A resource of a stack, complete or in progress. */
const resourceRecordSchema = z.object({
  logicalId: z.string(),
  type: z.string(),
  /** The name that the resource gets if its type has one. Decided before the first call. */
  name: z.string().optional(),
  /** The value of `Ref`; absent until the service has answered. */
  physicalId: z.string().optional(),
  status: z.string(),
  statusReason: z.string().optional(),
  timestamp: z.string(),
  /**
   * Intrinsic functions are evaluated, dynamic references are not: a record never contains a
   * secret.
   */
  properties: jsonObjectSchema,
  /** As `properties`, without the values of NoEcho parameters. Absent if there are none. */
  shownProperties: jsonObjectSchema.optional(),
  tags: z.array(tagSchema),
  /** The values of Fn::GetAtt. */
  attributes: jsonObjectSchema,
  metadata: jsonObjectSchema.optional(),
  dependencies: z.array(z.string()),
  deletionPolicy: policySchema.optional(),
  updateReplacePolicy: policySchema.optional(),
  /**
   * Idempotency token of the operation that made the resource. A restart repeats the step with the
   * same token.
   */
  token: z.string(),
  /**
   * Whether the name was free before the create call: a resource with this name is then the
   * stack's.
   */
  owned: z.boolean().default(false),
  /** Whether the resource was complete at some time. */
  stable: z.boolean().default(false),
});
export type ResourceRecord = z.infer<typeof resourceRecordSchema>;

/** The inputs of a stack: of the deployed state, of an operation's target and of its rollback. */
export const deployableSchema = z.object({
  templateBody: z.string(),
  parameters: z.record(z.string(), z.string()),
  /** The values of parameters whose value is a name in Systems Manager. */
  resolvedParameters: z.record(z.string(), z.string()).optional(),
  /** Whether new resources with a name may adopt those that exist (ImportExistingResources). */
  importsExisting: z.boolean().optional(),
  /** The parameters with NoEcho, whose values are not described. */
  hiddenParameters: z.array(z.string()).optional(),
  tags: z.array(tagSchema),
  capabilities: z.array(z.string()),
  description: z.string().optional(),
  roleArn: z.string().optional(),
  notificationArns: z.array(z.string()),
});
export type Deployable = z.infer<typeof deployableSchema>;

/** A resource that is no longer in the stack and waits for its deletion. */
const obsoleteSchema = z.object({
  record: resourceRecordSchema,
  policy: policySchema.optional(),
});

/** The operation of a stack. It is written after every step, so that a restart can resume it. */
const operationSchema = z.object({
  kind: z.enum(['create', 'update', 'delete']),
  /**
   * provision → (cleanup), or → rollback → cleanup. A failed create goes from provision to delete.
   */
  phase: z.enum(['provision', 'rollback', 'cleanup', 'delete']),
  clientRequestToken: z.string().optional(),
  principalArn: z.string(),
  onFailure: z.enum(['ROLLBACK', 'DELETE', 'DO_NOTHING']),
  target: deployableSchema.optional(),
  previous: z
    .object({
      deployable: deployableSchema,
      resources: z.record(z.string(), resourceRecordSchema),
    })
    .optional(),
  /** Logical ids (in cleanup: tokens) that the current phase has completed. */
  done: z.array(z.string()),
  failed: z.array(
    z.object({
      logicalId: z.string(),
      verb: z.enum(['create', 'update', 'delete']),
    }),
  ),
  /** The reason of the current phase, for the stack's status. */
  reason: z.string().optional(),
  /** Logical ids that a delete keeps or that a continued rollback skips. */
  skip: z.array(z.string()),
  /** Whether the delete phase ends in a status for a deletion or for a rollback. */
  deleteFor: z.enum(['delete', 'rollback']).optional(),
  /**
   * Whether CancelUpdateStack, or DeleteStack during a create, was called: the operation ends as
   * soon as possible.
   */
  cancelled: z.boolean().default(false),
  rolledBack: z.boolean().default(false),
  /** Whether a rollback also deletes new resources that the template retains. */
  retainExceptOnCreate: z.boolean().default(false),
  /** Whether resources that cannot be deleted stay, so that the stack can go. */
  force: z.boolean().default(false),
  /** When a creation fails, in milliseconds since the epoch. */
  timeoutAt: z.number().optional(),
  timedOut: z.boolean().default(false),
});
export type StackOperation = z.infer<typeof operationSchema>;

const outputSchema = z.object({
  OutputKey: z.string(),
  OutputValue: z.string(),
  Description: z.string().optional(),
  ExportName: z.string().optional(),
});
export type StackOutput = z.infer<typeof outputSchema>;

export const stackRecordSchema = z.object({
  stackId: z.string(),
  stackName: z.string(),
  status: z.string(),
  statusReason: z.string().optional(),
  creationTime: z.string(),
  lastUpdatedTime: z.string().optional(),
  deletionTime: z.string().optional(),
  changeSetId: z.string().optional(),
  timeoutInMinutes: z.number().optional(),
  /** The tokens of the last CreateStack and UpdateStack, by which a repeated call is told. */
  creationToken: z.string().optional(),
  updateToken: z.string().optional(),
  deletionMode: z.string().optional(),
  terminationProtection: z.boolean(),
  disableRollback: z.boolean(),
  deployed: deployableSchema,
  outputs: z.array(outputSchema),
  imports: z.array(z.string()),
  resources: z.record(z.string(), resourceRecordSchema),
  obsolete: z.array(obsoleteSchema),
  operation: operationSchema.optional(),
  /**
   * The operation that ended in a …_FAILED status. RollbackStack and ContinueUpdateRollback resume
   * it.
   */
  failedOperation: operationSchema.optional(),
});
export type StackRecord = z.infer<typeof stackRecordSchema>;

export const stackEventSchema = z.object({
  EventId: z.string(),
  /** Order of the events of a stack. Two events may have the same time. */
  sequence: z.number(),
  StackId: z.string(),
  StackName: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceType: z.string(),
  Timestamp: z.string(),
  ResourceStatus: z.string(),
  ResourceStatusReason: z.string().optional(),
  ResourceProperties: z.string().optional(),
  ClientRequestToken: z.string().optional(),
});
export type StackEvent = z.infer<typeof stackEventSchema>;
