/** Entries of one answer, of every paged operation. */
export const PAGE_SIZE = 100;

/** How CloudFormation pages: an unknown token is a ValidationError. */
export function pageOf(token: string | undefined) {
  return { maxItems: PAGE_SIZE, token, invalidTokenCode: 'ValidationError' };
}
