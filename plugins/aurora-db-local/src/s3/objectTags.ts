import { AwsError } from '../service/AwsService';

type TagSet = Array<{ Key: string; Value: string }>;

export function tagsOf(tagSet: Readonly<TagSet>): Record<string, string> {
  const tags = Object.fromEntries(tagSet.map(({ Key, Value }) => [Key, Value]));
  if (Object.keys(tags).length < tagSet.length) {
    throw new AwsError(
      'InvalidTag',
      'Cannot provide multiple Tags with the same key',
    );
  }
  // CloudFormation gives its own tags to the same operations.
  if (Object.keys(tags).some(key => /^aws:(?!cloudformation:)/i.test(key))) {
    throw new AwsError(
      'InvalidTag',
      'System tags cannot be added/updated by requester',
    );
  }
  return tags;
}

export function tagSetOf(tags: Readonly<Record<string, string>>): TagSet {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** CloudFormation's own tags do not count. */
export function checkTags(
  tags: Readonly<Record<string, string>>,
  most: number,
): void {
  const own = Object.keys(tags).filter(key => !key.startsWith('aws:'));
  if (own.length > most) {
    throw new AwsError(
      'BadRequest',
      `Object tags cannot be greater than ${most}`,
    );
  }
}

/** The tags of the header `x-amz-tagging`, which has the form of a URL's query. */
export function parseTagging(tagging = ''): Record<string, string> {
  const tags = tagsOf(
    Array.from(new URLSearchParams(tagging), ([Key, Value]) => ({
      Key,
      Value,
    })),
  );
  checkTags(tags, 10);
  return tags;
}
