import { z } from 'zod';
import { AwsError, type Collection, type Scope } from '../service/AwsService';
import { logTagsSchema } from './logsInputs';

export const logGroupSchema = z.object({
  name: z.string(),
  /** Milliseconds since the epoch, as in the API. */
  creationTime: z.number(),
  retentionInDays: z.number().optional(),
  kmsKeyId: z.string().optional(),
  logGroupClass: z.string(),
  deletionProtectionEnabled: z.boolean().default(false),
  tags: logTagsSchema,
});

export type LogGroup = z.infer<typeof logGroupSchema>;

/** The log groups by name and ARN. */
export class LogGroups {
  readonly records: Collection<LogGroup>;

  constructor(records: Collection<LogGroup>) {
    this.records = records;
  }

  get(scope: Scope, name: string): LogGroup {
    const group = this.records.get(scope, name);
    if (!group) {
      throw new AwsError(
        'ResourceNotFoundException',
        'The specified log group does not exist.',
      );
    }
    return group;
  }

  /** Makes a group for a service that sends logs. */
  async create(scope: Scope, name: string): Promise<LogGroup> {
    const group: LogGroup = {
      name,
      creationTime: Date.now(),
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: false,
      tags: {},
    };
    await this.records.put(scope, name, group);
    return group;
  }

  /** The group that an operation names in one of two ways. */
  named(
    scope: Scope,
    {
      logGroupName,
      logGroupIdentifier,
    }: { logGroupName?: string; logGroupIdentifier?: string },
  ): LogGroup {
    const identifier = logGroupName ?? logGroupIdentifier;
    if (
      identifier === undefined ||
      (logGroupName !== undefined && logGroupIdentifier !== undefined)
    ) {
      throw new AwsError(
        'InvalidParameterException',
        'Exactly one of logGroupName and logGroupIdentifier must be specified.',
      );
    }
    return this.find(scope, identifier);
  }

  /** A group by its name, or its ARN without or with `:*` for its streams. */
  find(scope: Scope, nameOrArn: string): LogGroup {
    return this.get(scope, groupNameOf(scope, nameOrArn));
  }
}

export function groupNameOf(scope: Scope, nameOrArn: string): string {
  const prefix = logGroupArn(scope, '');
  return nameOrArn.startsWith(prefix)
    ? nameOrArn.slice(prefix.length).replace(/:\*$/, '')
    : nameOrArn;
}

export function logGroupArn({ accountId, region }: Scope, name: string) {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}
