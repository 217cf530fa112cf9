import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { permissionRules } from '@backstage/plugin-catalog-backend/alpha';
import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { meetsConditions } from './entityConditions';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'goal-mandala-prd',
    annotations: { 'aurora-db/environment': 'prod' },
    labels: { Tier: 'gold' },
  },
  relations: [
    { type: RELATION_OWNED_BY, targetRef: 'group:default/payments' },
    { type: 'partOf', targetRef: 'group:default/search' },
  ],
};
const bare: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'bare' },
};

const condition = (
  rule: string,
  params: PermissionCondition['params'],
): PermissionCondition => ({ resourceType: 'catalog-entity', rule, params });
const yes = condition('IS_ENTITY_KIND', { kinds: ['resource'] });
const no = condition('IS_ENTITY_KIND', { kinds: ['component'] });
const unknown = condition('IS_IN_OUR_WIKI', {});

/** The result of the catalog's own rules. */
const { isEntityOwner, isEntityKind, hasAnnotation, hasLabel } =
  permissionRules;
const owner = (claims: string[]) =>
  [
    condition('IS_ENTITY_OWNER', { claims }),
    (one: Entity) => isEntityOwner.apply(one, { claims }),
  ] as const;
const kind = (kinds: string[]) =>
  [
    condition('IS_ENTITY_KIND', { kinds }),
    (one: Entity) => isEntityKind.apply(one, { kinds }),
  ] as const;
const annotated = (annotation: string, value?: string) =>
  [
    condition('HAS_ANNOTATION', { annotation, ...(value && { value }) }),
    (one: Entity) => hasAnnotation.apply(one, { annotation, value }),
  ] as const;
const labelled = (label: string, value?: string) =>
  [
    condition('HAS_LABEL', { label, ...(value && { value }) }),
    (one: Entity) => hasLabel.apply(one, { label, value }),
  ] as const;

describe('conditions on an entity', () => {
  it.each([
    owner(['group:default/payments', 'user:default/ann']),
    owner(['group:default/search']),
    owner([]),
    kind(['resource']),
    kind(['Component', 'RESOURCE']),
    kind(['component']),
    annotated('aurora-db/environment'),
    annotated('Aurora-DB/environment', 'PROD'),
    annotated('aurora-db/environment', 'dev'),
    annotated('aurora-db/stack-name'),
    labelled('tier'),
    labelled('tier', 'Gold'),
    labelled('tier', 'silver'),
    labelled('team'),
  ])('%j give the same result as in the catalog', (criteria, judge) => {
    for (const one of [entity, bare]) {
      expect(meetsConditions(criteria, one)).toBe(judge(one));
    }
  });

  it.each<[boolean | undefined, PermissionCriteria<PermissionCondition>]>([
    [true, { allOf: [yes, yes] }],
    [false, { allOf: [yes, no] }],
    [true, { anyOf: [no, yes] }],
    [false, { anyOf: [no, no] }],
    [false, { not: yes }],
    [true, { not: { anyOf: [no] } }],
    [undefined, unknown],
    [undefined, { not: unknown }],
    [undefined, { allOf: [yes, unknown] }],
    [false, { allOf: [no, unknown] }],
    [true, { anyOf: [yes, unknown] }],
    [undefined, { anyOf: [no, unknown] }],
    // Parameters that the rule doesn't accept.
    [undefined, condition('IS_ENTITY_OWNER', { claims: 'all' })],
    [undefined, { ...yes, resourceType: 'scaffolder-template' }],
  ])('are %s: %j', (answer, criteria) => {
    expect(meetsConditions(criteria, entity)).toBe(answer);
  });
});
