import { z } from 'zod';
import type { ResourceRequest, ResourceType } from '../ResourceType';
import { createOrAdopt, whenMissing } from '../whenMissing';

async function exists(
  request: ResourceRequest,
  name = request.name,
): Promise<boolean> {
  const { Aliases } = z
    .object({ Aliases: z.array(z.object({ AliasName: z.string() })) })
    .parse(await request.call('ListAliases', { Limit: 1000 }));
  return Aliases.some(({ AliasName }) => AliasName === name);
}

export const kmsAlias: ResourceType = {
  type: 'AWS::KMS::Alias',
  service: 'kms',
  name: { property: 'AliasName', maxLength: 256 },
  createOnly: ['AliasName'],
  required: ['AliasName', 'TargetKeyId'],
  properties: { implemented: ['AliasName', 'TargetKeyId'] },
  attributes: [],
  taggable: false,
  exists: request => exists(request),
  async create(request) {
    const { AliasName, TargetKeyId } = request.properties;
    await createOrAdopt(
      request.call('CreateAlias', { AliasName, TargetKeyId }),
      request.resumed,
    );
    await request.initiated(request.name);
    return { physicalId: request.name, attributes: {} };
  },
  async update(request) {
    const { physicalId, properties } = request;
    await request.call('UpdateAlias', {
      AliasName: physicalId,
      TargetKeyId: properties.TargetKeyId,
    });
    return { physicalId, attributes: {} };
  },
  async delete(request) {
    // KMS refuses a name that no alias can have, which a failed creation leaves.
    if (await exists(request, request.physicalId)) {
      await whenMissing(
        request.call('DeleteAlias', { AliasName: request.physicalId }),
        undefined,
      );
    }
  },
};
