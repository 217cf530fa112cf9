import {
  parseEntityRef,
  RELATION_DEPENDS_ON,
  type Entity,
} from '@backstage/catalog-model';

/** The resources that an entity depends on. */
export function resourceDependencies(entity: Entity): string[] {
  return (entity.relations ?? []).flatMap(({ type, targetRef }) =>
    type === RELATION_DEPENDS_ON &&
    parseEntityRef(targetRef).kind.toLocaleLowerCase('en-US') === 'resource'
      ? [targetRef]
      : [],
  );
}

/** Whether an entity is a component that depends on a resource, which may be a database. */
export function mayDependOnDatabase(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'component' &&
    resourceDependencies(entity).length > 0
  );
}
