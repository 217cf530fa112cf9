import { InputError } from '@backstage/errors';
import { normalizeEntityRef } from './databaseOfStack';

/** The full form of an entity reference that a user wrote. Throws an InputError naming the field where it is none. */
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
