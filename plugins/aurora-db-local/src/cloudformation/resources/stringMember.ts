/** Returns a string member of a service's answer. Throws if the answer has none. */
export function stringMember(
  response: Record<string, unknown>,
  member: string,
): string {
  const value = response[member];
  if (typeof value !== 'string') {
    throw new Error(`The service's answer has no ${member}.`);
  }
  return value;
}
