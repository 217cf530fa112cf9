import { z } from 'zod';
import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../service/AwsService';

const keySchema = z.object({
  KeyMetadata: z.object({ Arn: z.string(), Enabled: z.boolean() }),
});

/**
 * The ARN of a key, by its id, ARN, alias, or the ARN of an alias; undefined if there is none in the
 * caller's region or if it is not enabled. A key of another account needs an ARN.
 */
export async function findEnabledKey(
  services: ServiceCaller,
  context: RequestContext,
  KeyId: string,
): Promise<string | undefined> {
  const [, accountId] = /^arn:aws:kms:[^:]*:(\d{12}):/.exec(KeyId) ?? [];
  try {
    const { KeyMetadata: key } = keySchema.parse(
      await services.call(
        'kms',
        'DescribeKey',
        { KeyId },
        { ...context, accountId: accountId ?? context.accountId },
      ),
    );
    return key.Enabled ? key.Arn : undefined;
  } catch (error) {
    if (error instanceof AwsError) {
      return undefined;
    }
    throw error;
  }
}
