import { stringifyEntityRef } from '@backstage/catalog-model';
import type express from 'express';
import { z } from 'zod';
import { entityNameSchema } from '../schema/requestParameters';
import { parseInput } from './parseInput';

const clusterParams = z.object({
  namespace: entityNameSchema,
  name: entityNameSchema,
});

/** Returns the reference of the database that the path of a request names. */
export function entityRefOf(request: Pick<express.Request, 'params'>): string {
  const { namespace, name } = parseInput(clusterParams, {
    namespace: request.params.namespace,
    name: request.params.name,
  });
  return stringifyEntityRef({ kind: 'resource', namespace, name });
}
