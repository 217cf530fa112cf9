import type { Json } from '../template/parseTemplate';

/** Whether a property is true, as a boolean or a string. */
export function isTrue(value: Json | undefined): boolean {
  return String(value).toLocaleLowerCase('en-US') === 'true';
}
