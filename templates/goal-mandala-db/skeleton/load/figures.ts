/** Milliseconds, with the digits that matter. */
export function inMs(value: number | undefined): string {
  if (value === undefined) {
    return '–';
  }
  return value < 10 ? value.toFixed(1) : grouped(value);
}

/** A whole number, such as 3,360. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function inClients(value: number): string {
  return `${grouped(value)} ${value === 1 ? 'client' : 'clients'}`;
}
