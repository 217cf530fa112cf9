import type { ResourceType } from '../ResourceType';
import { updateRdsTags } from './rdsTags';
import { createOrAdopt, whenMissing } from '../whenMissing';

export const rdsSubnetGroup: ResourceType = {
  type: 'AWS::RDS::DBSubnetGroup',
  service: 'rds',
  name: { property: 'DBSubnetGroupName', maxLength: 255, lowerCase: true },
  createOnly: ['DBSubnetGroupName'],
  required: ['DBSubnetGroupDescription', 'SubnetIds'],
  properties: {
    implemented: ['DBSubnetGroupDescription', 'DBSubnetGroupName', 'SubnetIds'],
  },
  attributes: [],
  taggable: true,
  async exists(request) {
    const found = await whenMissing(
      request.call('DescribeDBSubnetGroups', {
        DBSubnetGroupName: request.name,
      }),
      undefined,
    );
    return found !== undefined;
  },
  async create(request) {
    const { properties, name, tags } = request;
    await createOrAdopt(
      request.call('CreateDBSubnetGroup', {
        DBSubnetGroupName: name,
        DBSubnetGroupDescription: properties.DBSubnetGroupDescription,
        SubnetIds: properties.SubnetIds,
        Tags: tags,
      }),
      request.resumed,
    );
    await request.initiated(name);
    return { physicalId: name, attributes: {} };
  },
  async update(request) {
    const { properties, physicalId } = request;
    await request.call('ModifyDBSubnetGroup', {
      DBSubnetGroupName: physicalId,
      DBSubnetGroupDescription: properties.DBSubnetGroupDescription,
      SubnetIds: properties.SubnetIds,
    });
    await updateRdsTags(request, 'subgrp', physicalId);
    return { physicalId, attributes: {} };
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteDBSubnetGroup', {
        DBSubnetGroupName: request.physicalId,
      }),
      undefined,
    );
  },
};
