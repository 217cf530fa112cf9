import type { Json } from './parseTemplate';

/**
 * Compares scalars as text, because CloudFormation does not distinguish `5432` from `"5432"`.
 * Members can have any order.
 */
export function isSameValue(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(value: Json | undefined): Json {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).sort();
    return Object.fromEntries(keys.map(key => [key, canonical(value[key])]));
  }
  return value === undefined || value === null ? null : String(value);
}
