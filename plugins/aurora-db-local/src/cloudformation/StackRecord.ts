import { z } from 'zod';
import { jsonSchema, policySchema } from './template/parseTemplate';

export const tagSchema = z.object({ Key: z.string(), Value: z.string() });
export type Tag = z.infer<typeof tagSchema>;

const jsonObjectSchema = z.record(z.string(), jsonSchema);

/** A resource of a stack, as it is now or on its way. */
export const resourceRecordSchema = z.object({
  logicalId: z.string(),
  type: z.string(),
  /** The name that it is created with, where its type has one; decided before the first call. */
  name: z.string().optional(),
  /** What `Ref` gives; absent until the service has answered. */
  physicalId: z.string().optional(),
  status: z.string(),
  statusReason: z.string().optional(),
  timestamp: z.string(),
  /** Intrinsic functions done, dynamic references left as they are: a record never holds a secret. */
  properties: jsonObjectSchema,
  tags: z.array(tagSchema),
  /** What Fn::GetAtt gives. */
  attributes: jsonObjectSchema,
  metadata: jsonObjectSchema.optional(),
  dependencies: z.array(z.string()),
  deletionPolicy: policySchema.optional(),
  updateReplacePolicy: policySchema.optional(),
  /** Idempotency token of the operation that made it; a restart repeats the step with the same one. */
  token: z.string(),
  /** Set once it is certain that nothing else has its name: from here on, what exists under it is ours. */
  owned: z.boolean().default(false),
  /** It has been complete once. */
  stable: z.boolean().default(false),
});
export type ResourceRecord = z.infer<typeof resourceRecordSchema>;

/** What a stack is made from: kept of the deployed state, of an operation's target and of what it goes back to. */
export const deployableSchema = z.object({
  templateBody: z.string(),
  parameters: z.record(z.string(), z.string()),
  tags: z.array(tagSchema),
  capabilities: z.array(z.string()),
  description: z.string().optional(),
  roleArn: z.string().optional(),
  notificationArns: z.array(z.string()),
});
export type Deployable = z.infer<typeof deployableSchema>;

/** A resource that left the stack and waits for its deletion. */
const obsoleteSchema = z.object({
  record: resourceRecordSchema,
  policy: policySchema.optional(),
});
export type ObsoleteResource = z.infer<typeof obsoleteSchema>;

/** What a stack is doing, written after every step so that a restart goes on from there. */
export const operationSchema = z.object({
  kind: z.enum(['create', 'update', 'delete']),
  /**
   * provision → (cleanup), or → rollback → cleanup; a failed create goes from provision to delete.
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
  /** Logical ids (tokens in cleanup) that the present phase is through with. */
  done: z.array(z.string()),
  failed: z.array(
    z.object({
      logicalId: z.string(),
      verb: z.enum(['create', 'update', 'delete']),
    }),
  ),
  /** Why the present phase was entered, for the stack's status. */
  reason: z.string().optional(),
  /** Logical ids that a delete keeps, or that a continued rollback leaves as they are. */
  skip: z.array(z.string()),
  /** Which status family the delete phase ends in. */
  deleteFor: z.enum(['delete', 'rollback']).optional(),
  /** CancelUpdateStack, or DeleteStack during a create: what runs ends as soon as it can. */
  cancelled: z.boolean().default(false),
  rolledBack: z.boolean().default(false),
});
export type StackOperation = z.infer<typeof operationSchema>;

export const outputSchema = z.object({
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
  terminationProtection: z.boolean(),
  disableRollback: z.boolean(),
  deployed: deployableSchema,
  outputs: z.array(outputSchema),
  imports: z.array(z.string()),
  resources: z.record(z.string(), resourceRecordSchema),
  obsolete: z.array(obsoleteSchema),
  operation: operationSchema.optional(),
  /** The one that ended in a …_FAILED state: where RollbackStack and ContinueUpdateRollback go on. */
  failedOperation: operationSchema.optional(),
});
export type StackRecord = z.infer<typeof stackRecordSchema>;

export const stackEventSchema = z.object({
  EventId: z.string(),
  /** Order of events of one stack; the clock alone can't tell two of the same millisecond apart. */
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
