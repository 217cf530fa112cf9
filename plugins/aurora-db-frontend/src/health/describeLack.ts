import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Translate } from '../translation/useTexts';

/**
 * What an existing cluster lacks: instances, or a writer, which a secondary cluster of a global
 * database does not have. A database of the portal has both as soon as it is created.
 */
export function describeLack(
  { origin, members }: Pick<Cluster, 'origin' | 'members'>,
  t: Translate,
): string[] {
  if (origin === 'portal') {
    return [];
  }
  if (members.length === 0) {
    return [t('facts.withoutInstances')];
  }
  return members.some(({ role }) => role === 'writer')
    ? []
    : [t('facts.withoutWriter')];
}
