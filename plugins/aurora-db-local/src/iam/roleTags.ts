import { AwsError } from '../service/AwsService';
import { iamQuotas } from './iamQuotas';

interface Tag {
  Key: string;
  Value: string;
}

/**
 * The tags with further ones. Keys are the same in any case. Throws IAM's error for a key that is
 * given twice or reserved, and for too many tags.
 */
export function withTags(present: readonly Tag[], added: readonly Tag[]) {
  const keys = added.map(({ Key }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw new AwsError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  // CloudFormation's own tags are the only ones of AWS here.
  const reserved = added.find(({ Key }) =>
    /^aws:(?!cloudformation:)/i.test(Key),
  );
  if (reserved) {
    throw new AwsError(
      'InvalidInput',
      `Tag key ${reserved.Key} begins with 'aws:', which is reserved for AWS services.`,
    );
  }
  const tags = [
    ...present.filter(({ Key }) => !keys.includes(Key.toLowerCase())),
    ...added,
  ];
  const users = tags.filter(({ Key }) => !/^aws:/i.test(Key));
  if (users.length > iamQuotas.tags) {
    throw new AwsError(
      'LimitExceeded',
      'The number of tags has reached the maximum limit.',
      409,
    );
  }
  return tags;
}
