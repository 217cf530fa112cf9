/** Entries per page, in every paged operation. */
export const PAGE_SIZE = 100;

/** Pages as CloudFormation does: an unknown token is a ValidationError. */
export function pageOf(token: string | undefined) {
  return { maxItems: PAGE_SIZE, token, invalidTokenCode: 'ValidationError' };
}
