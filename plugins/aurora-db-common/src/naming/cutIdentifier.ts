/** Cuts a text to a length, and then its trailing hyphens. */
export function cutIdentifier(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}
