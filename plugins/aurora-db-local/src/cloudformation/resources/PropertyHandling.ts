import type { JsonObject } from '../template/parseTemplate';
import { validationError } from '../validationError';

/** A reason, which ends with a full stop, and the properties that it holds for. */
type ByReason = Readonly<Record<string, readonly string[]>>;

/**
 * What happens to each property of a resource type's published schema, without the tags of a
 * taggable type. The meaning of the kinds is that of `InputHandling`.
 */
export interface PropertyHandling {
  /** Handled here, or passed to an operation of the service, which may still refuse its value. */
  implemented: readonly string[];
  stored?: ByReason;
  ignored?: ByReason;
  /** A property whose value asks for nothing, such as false, is not refused. */
  rejected?: ByReason;
}

/** All properties that a handling names. */
export function handledProperties({
  implemented,
  stored,
  ignored,
  rejected,
}: PropertyHandling): string[] {
  return [
    ...implemented,
    ...[stored, ignored, rejected].flatMap(reasons =>
      Object.values(reasons ?? {}).flat(),
    ),
  ];
}

/** Refuses properties that the type does not have, and those that are rejected here. */
export function checkProperties(
  logicalId: string,
  type: string,
  handling: PropertyHandling,
  properties: JsonObject,
): void {
  const known = handledProperties(handling);
  const extraneous = Object.keys(properties).filter(
    name => !known.includes(name),
  );
  if (extraneous.length > 0) {
    throw validationError(
      `Properties validation failed for resource ${logicalId} with message:\n${extraneous.map(name => `#: extraneous key [${name}] is not permitted`).join('\n')}`,
    );
  }
  for (const [reason, names] of Object.entries(handling.rejected ?? {})) {
    const refused = names.find(name => asksForSomething(properties[name]));
    if (refused !== undefined) {
      throw validationError(
        `aurora-db-local does not take the property ${refused} of ${type} (resource ${logicalId}). ${reason}`,
      );
    }
  }
}

function asksForSomething(value: JsonObject[string] | undefined): boolean {
  return !(
    value === undefined ||
    value === false ||
    value === 'false' ||
    (Array.isArray(value) && value.length === 0)
  );
}
