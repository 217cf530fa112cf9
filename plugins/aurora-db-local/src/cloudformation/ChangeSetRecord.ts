import { z } from 'zod';
import { deployableSchema } from './StackRecord';

const resourceChangeSchema = z.object({
  Action: z.enum(['Add', 'Modify', 'Remove']),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceType: z.string(),
  PolicyAction: z.string().optional(),
  Replacement: z.enum(['True', 'False', 'Conditional']).optional(),
  Scope: z.array(z.string()),
  Details: z.array(
    z.object({
      Target: z.object({
        Attribute: z.string(),
        Name: z.string().optional(),
        RequiresRecreation: z.enum(['Never', 'Conditionally', 'Always']),
        Path: z.string().optional(),
        BeforeValue: z.string().optional(),
        AfterValue: z.string().optional(),
        AttributeChangeType: z.enum(['Add', 'Modify', 'Remove']).optional(),
      }),
      Evaluation: z.enum(['Static', 'Dynamic']),
      ChangeSource: z.string().optional(),
      CausingEntity: z.string().optional(),
    }),
  ),
});
export type ResourceChange = z.infer<typeof resourceChangeSchema>;

export const changeSetRecordSchema = z.object({
  changeSetId: z.string(),
  changeSetName: z.string(),
  stackId: z.string(),
  stackName: z.string(),
  type: z.enum(['CREATE', 'UPDATE']),
  description: z.string().optional(),
  clientToken: z.string().optional(),
  /** Hash of the request. The same token with another request is refused. */
  requestHash: z.string(),
  creationTime: z.string(),
  status: z.enum(['CREATE_COMPLETE', 'FAILED']),
  statusReason: z.string().optional(),
  /** ClientRequestToken of the execution. */
  executionToken: z.string().optional(),
  onStackFailure: z.enum(['ROLLBACK', 'DELETE', 'DO_NOTHING']).optional(),
  includeNestedStacks: z.boolean(),
  target: deployableSchema,
  changes: z.array(resourceChangeSchema),
});
export type ChangeSetRecord = z.infer<typeof changeSetRecordSchema>;
