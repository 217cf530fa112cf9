/** Replaces quoted strings and numbers of a message. */
export function maskMessage(message: string): string {
  return message
    .replace(/"[^]*"/g, '"?"')
    .replace(/'[^]*'/g, "'?'")
    .replace(/\d+/g, '?');
}
