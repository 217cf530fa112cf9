import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { InputError } from '../ports/errors/userErrors';
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
      createMessage('error.entityRef', {
        field,
        value: text,
        kind: defaultKind,
      }),
    );
  }
  return ref;
}
