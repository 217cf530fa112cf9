import { InputError } from '@backstage/errors';
import { normalizeEntityRef } from './databaseOfStack';

/**
 * Returns the full form of an entity reference that a user entered. Throws an InputError that names
 * the field if the text is not a reference.
 */
export function fullEntityRef(
  field: string,
  text: string,
  defaultKind: string,
): string {
  const ref = normalizeEntityRef(text, defaultKind);
  if (!ref) {
    throw new InputError(
      `${field}: ${text} is no entity reference; expected one such as ${defaultKind}:default/payments`,
    );
  }
  return ref;
}
