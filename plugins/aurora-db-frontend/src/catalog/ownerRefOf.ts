import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The full reference of an owner. Without a kind, an owner is a group. */
export function ownerRefOf(owner: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group' }));
  } catch {
    return owner;
  }
}
