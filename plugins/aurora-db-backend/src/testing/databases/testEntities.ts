import type { Entity } from '@backstage/catalog-model';

const entity = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', name },
  spec: {},
});

/** Those that databases in tests belong to. */
export const testEntities: Entity[] = [
  entity('Group', 'guests'),
  entity('Group', 'payments'),
  entity('Group', 'thieves'),
  entity('User', 'guest'),
  entity('System', 'goal-mandala'),
];
