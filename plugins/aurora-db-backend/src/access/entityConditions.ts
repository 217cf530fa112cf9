import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

type Criteria = PermissionCriteria<PermissionCondition>;

const claims = z.object({ claims: z.array(z.string()) });
const kinds = z.object({ kinds: z.array(z.string()) });
const value = z.string().optional();
const label = z.object({ label: z.string(), value });
const annotation = z.object({ annotation: z.string(), value });

/**
 * Whether an entity that is not in the catalog meets a policy's conditions, by the catalog's own
 * rules. Undefined if the result depends on a rule that this backend does not know.
 */
export function meetsConditions(
  criteria: Criteria,
  entity: Entity,
): boolean | undefined {
  if (isAndCriteria(criteria)) {
    const answers = criteria.allOf.map(one => meetsConditions(one, entity));
    return answers.includes(false) ? false : allKnown(answers, true);
  }
  if (isOrCriteria(criteria)) {
    const answers = criteria.anyOf.map(one => meetsConditions(one, entity));
    return answers.includes(true) ? true : allKnown(answers, false);
  }
  if (isNotCriteria(criteria)) {
    const answer = meetsConditions(criteria.not, entity);
    return answer === undefined ? undefined : !answer;
  }
  return meetsCondition(criteria, entity);
}

function allKnown(
  answers: ReadonlyArray<boolean | undefined>,
  answer: boolean,
): boolean | undefined {
  return answers.includes(undefined) ? undefined : answer;
}

function meetsCondition(
  { resourceType, rule, params }: PermissionCondition,
  { kind, metadata, relations = [] }: Entity,
): boolean | undefined {
  if (resourceType !== 'catalog-entity') {
    return undefined;
  }
  switch (rule) {
    case 'IS_ENTITY_OWNER': {
      const wanted = claims.safeParse(params).data?.claims;
      return wanted?.some(claim =>
        relations.some(
          ({ type, targetRef }) =>
            type === RELATION_OWNED_BY && targetRef === claim,
        ),
      );
    }
    case 'IS_ENTITY_KIND': {
      const wanted = kinds.safeParse(params).data?.kinds;
      return wanted?.some(one => isSame(one, kind));
    }
    case 'HAS_ANNOTATION': {
      const wanted = annotation.safeParse(params).data;
      return (
        wanted && has(metadata.annotations, wanted.annotation, wanted.value)
      );
    }
    case 'HAS_LABEL': {
      const wanted = label.safeParse(params).data;
      return wanted && has(metadata.labels, wanted.label, wanted.value);
    }
    default:
      return undefined;
  }
}

function has(
  values: Record<string, string> | undefined,
  key: string,
  wanted: string | undefined,
): boolean {
  return Object.entries(values ?? {}).some(
    ([name, held]) =>
      isSame(name, key) && (wanted === undefined || isSame(held, wanted)),
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
