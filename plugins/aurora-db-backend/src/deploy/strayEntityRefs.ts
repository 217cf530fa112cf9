import {
  createMessage,
  type DeployRequest,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { EntityReader } from '../ports/EntityReader';

/** A field of a request whose entity reference is wrong. */
export interface StrayEntityRef {
  field: 'owner' | 'system';
  entityRef: string;
  /** Names the wrong value and the way out. */
  problem: Message;
}

const kindsOf = { owner: ['group', 'user'], system: ['system'] } as const;
const codes = {
  owner: { kind: 'deploy.ownerKind', unknown: 'deploy.ownerUnknown' },
  system: { kind: 'deploy.systemKind', unknown: 'deploy.systemUnknown' },
} as const;

/**
 * Returns the owner and system of a request if they have a wrong kind, or if the caller cannot see
 * them in the catalog.
 *
 * @param request - with full entity references
 */
export async function strayEntityRefs(
  catalog: EntityReader,
  request: Pick<DeployRequest, 'owner' | 'system'>,
  credentials: BackstageCredentials,
): Promise<StrayEntityRef[]> {
  const wanted = (['owner', 'system'] as const).flatMap(field => {
    const entityRef = request[field];
    return entityRef === undefined ? [] : [{ field, entityRef }];
  });
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: wanted.map(({ entityRef }) => entityRef),
      fields: ['kind'],
    },
    { credentials },
  );
  return wanted.flatMap(({ field, entityRef }, index) => {
    const kinds: readonly string[] = kindsOf[field];
    const isOfKind = kinds.includes(parseEntityRef(entityRef).kind);
    if (isOfKind && items[index]) {
      return [];
    }
    const code = codes[field][isOfKind ? 'unknown' : 'kind'];
    return [{ field, entityRef, problem: createMessage(code, { entityRef }) }];
  });
}
