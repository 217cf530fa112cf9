import type { DesiredResource } from './DesiredResource';
import type { ResourceRecord } from './StackRecord';
import { resourceType } from './resources/resourceTypes';
import { isSameValue } from './template/isSameValue';
import type { Json } from './template/parseTemplate';

/** Whether a changed property replaces its resource. */
export type Recreation = 'Never' | 'Conditionally' | 'Always';

interface PropertyDifference {
  /** Name of the top-level property. */
  name: string;
  recreation: Recreation;
  before: Json | undefined;
  after: Json | undefined;
}

export interface ResourceDifference {
  properties: PropertyDifference[];
  tags: boolean;
  /** Changed attributes other than properties: Metadata, DeletionPolicy, UpdateReplacePolicy. */
  attributes: string[];
}

export function recreationOf(typeName: string, property: string): Recreation {
  const type = resourceType(typeName);
  if (type.createOnly.includes(property)) {
    return 'Always';
  }
  return type.conditional?.includes(property) ? 'Conditionally' : 'Never';
}

/**
 * Compares a deployed resource with the template. Ignores the case of names that RDS stores in
 * lower case.
 */
export function diffResource(
  before: ResourceRecord,
  desired: DesiredResource,
): ResourceDifference {
  const { name } = resourceType(desired.type);
  const folded = (property: string, value: Json | undefined) =>
    name?.lowerCase && property === name.property && typeof value === 'string'
      ? value.toLocaleLowerCase('en-US')
      : value;
  const isSame = (property: string) =>
    isSameValue(
      folded(property, before.properties[property]),
      folded(property, desired.properties[property]),
    );
  const names = Array.from(
    new Set([
      ...Object.keys(before.properties),
      ...Object.keys(desired.properties),
    ]),
  );
  const properties = names
    .filter(property => !isSame(property))
    .map(property => ({
      name: property,
      recreation: recreationOf(desired.type, property),
      before: before.properties[property],
      after: desired.properties[property],
    }));
  const attributes = [
    ...(isSameValue(before.metadata, desired.metadata) ? [] : ['Metadata']),
    ...(before.deletionPolicy === desired.deletionPolicy
      ? []
      : ['DeletionPolicy']),
    ...(before.updateReplacePolicy === desired.updateReplacePolicy
      ? []
      : ['UpdateReplacePolicy']),
  ];
  return {
    properties,
    tags: !isSameValue(sorted(before.tags), sorted(desired.tags)),
    attributes,
  };
}

/** Whether a property differs that cannot change in place. */
export function needsReplacement(
  typeName: string,
  difference: ResourceDifference,
): boolean {
  const { createOnly, notUpdatable = [] } = resourceType(typeName);
  return difference.properties.some(
    ({ name }) => createOnly.includes(name) || notUpdatable.includes(name),
  );
}

function sorted(tags: ResourceRecord['tags']): ResourceRecord['tags'] {
  return tags.toSorted((a, b) => a.Key.localeCompare(b.Key));
}
