import { validationError } from '../validationError';
import type { Json } from './parseTemplate';

export function scalarText(value: Json | undefined, name: string): string {
  if (value === undefined || value === null || typeof value === 'object') {
    throw malformed(name);
  }
  return String(value);
}

export function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

export function list(argument: Json, name: string): Json[] {
  if (!Array.isArray(argument) || argument.length === 0) {
    throw malformed(name);
  }
  return argument;
}

export function pair(argument: Json, name: string): [Json, Json] {
  const [first, second, ...others] = list(argument, name);
  if (first === undefined || second === undefined || others.length > 0) {
    throw malformed(name);
  }
  return [first, second];
}

export function malformed(name: string) {
  return validationError(
    `Template error: every ${name} object requires arguments of the documented form, all of them resolvable to values`,
  );
}
