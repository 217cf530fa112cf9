/** Stands where there is no figure. */
const none = '–';

/** Milliseconds, as exact as is of use. */
export function inMs(value: number | undefined): string {
  if (value === undefined) {
    return none;
  }
  return value < 10 ? value.toFixed(1) : grouped(value);
}

/** A whole number with its thousands apart. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** So many clients, in words. */
export function inClients(value: number): string {
  return `${grouped(value)} ${value === 1 ? 'client' : 'clients'}`;
}
