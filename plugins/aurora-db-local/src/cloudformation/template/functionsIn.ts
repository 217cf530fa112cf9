import { intrinsicOf } from './intrinsicSyntax';
import type { Json } from './parseTemplate';

/** The names of the functions that a value uses, at any depth. */
export function functionsIn(value: unknown): Set<string> {
  const names = new Set<string>();
  collect(value, names);
  return names;
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (isJsonObject(value)) {
    const intrinsic = intrinsicOf(value);
    if (intrinsic) {
      names.add(intrinsic.name);
    }
  }
  Object.values(value).forEach(item => collect(item, names));
}

function isJsonObject(value: object): value is { [key: string]: Json } {
  return !Array.isArray(value);
}
