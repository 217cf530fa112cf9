import { z } from 'zod';
import { handlingOf, type InputHandling } from './inputHandling';

/** A member of an operation's input. */
export interface InputMember {
  /** For example `ServerlessV2ScalingConfiguration.MinCapacity`. Lists and maps add nothing. */
  path: string;
  /** Undefined if the member is implemented. */
  handling?: InputHandling;
  /** Whether the schema describes the members of this one. */
  isObject: boolean;
  /** Whether an object accepts members that its schema does not have. */
  isLoose: boolean;
}

/**
 * All members that an input's schema has, with their handling. Members of a member that is stored,
 * ignored or rejected as a whole are not listed.
 */
export function listInputMembers(input: z.core.$ZodType): InputMember[] {
  return membersOf(input, '');
}

/** Whether an object anywhere at the top of this schema accepts any member. */
export function isLoose(schema: z.core.$ZodType): boolean {
  return objectsOf(schema).some(
    ({ _zod: { def } }) => !(def.catchall instanceof z.core.$ZodNever),
  );
}

function membersOf(schema: z.core.$ZodType, prefix: string): InputMember[] {
  return objectsOf(schema).flatMap(({ _zod: { def } }) =>
    Object.entries(def.shape).flatMap(([name, member]) => {
      const path = `${prefix}${name}`;
      const handling = markOf(member);
      const isObject = objectsOf(member).length > 0;
      return [
        { path, handling, isObject, isLoose: isLoose(member) },
        ...(handling ? [] : membersOf(member, `${path}.`)),
      ];
    }),
  );
}

/** The mark may be inside of `optional`, `default` and so on. */
function markOf(schema: z.core.$ZodType): InputHandling | undefined {
  const own = handlingOf(schema);
  if (own) {
    return own;
  }
  for (const inner of innerOf(schema)) {
    const handling = markOf(inner);
    if (handling) {
      return handling;
    }
  }
  return undefined;
}

/** The object schemas that a value of this schema, or its elements, may have. */
function objectsOf(schema: z.core.$ZodType): z.core.$ZodObject[] {
  return schema instanceof z.core.$ZodObject
    ? [schema]
    : innerOf(schema).flatMap(objectsOf);
}

/** The schemas of the value itself: wrappers, alternatives, and elements. */
function innerOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodNonOptional ||
    schema instanceof z.core.$ZodReadonly ||
    schema instanceof z.core.$ZodCatch
  ) {
    return [schema._zod.def.innerType];
  }
  if (schema instanceof z.core.$ZodPipe) {
    // A preprocessed value has the members of the output, a transformed one those of the input.
    const { in: input, out } = schema._zod.def;
    return [input instanceof z.core.$ZodTransform ? out : input];
  }
  if (schema instanceof z.core.$ZodArray) {
    return [schema._zod.def.element];
  }
  if (schema instanceof z.core.$ZodUnion) {
    return schema._zod.def.options;
  }
  if (schema instanceof z.core.$ZodIntersection) {
    return [schema._zod.def.left, schema._zod.def.right];
  }
  if (schema instanceof z.core.$ZodRecord) {
    return [schema._zod.def.valueType];
  }
  return [];
}
