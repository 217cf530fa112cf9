import { z } from 'zod';
import { listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { filtersOf, page, pageInput } from '../listing';
import { invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { defaultSubnetGroupName } from './openDefaultSubnetGroup';
import {
  describeSubnetGroup,
  type SubnetGroupRecord,
} from './SubnetGroupRecord';
import { tagsInput } from '../Tag';

/** Source: Amazon RDS user guide, "Quotas in Amazon RDS". */
export const subnetGroupLimit = 50;
const subnetLimit = 20;

/** The name of a group that a caller creates, changes or deletes, which cannot be the default one. */
const nameInput = z.string().transform(name => {
  const lowercase = name.toLocaleLowerCase('en-US');
  if (
    !/^[a-z][a-z0-9 ._-]{0,254}$/.test(lowercase) ||
    lowercase === defaultSubnetGroupName
  ) {
    throw invalidValue(
      `The parameter DBSubnetGroupName is not a valid identifier: ${name}. It must begin with a letter, have at most 255 letters, digits, spaces, periods, underscores or hyphens, and must not be "default".`,
    );
  }
  return lowercase;
});

const subnetIds = listInput(z.string()).transform(ids => {
  if (ids.length === 0) {
    throw invalidValue('The parameter SubnetIds must name subnets.');
  }
  if (ids.length > subnetLimit) {
    throw new AwsError(
      'DBSubnetQuotaExceededFault',
      `A DB subnet group can have at most ${subnetLimit} subnets.`,
    );
  }
  return ids;
});

const inputs = {
  CreateDBSubnetGroup: z.strictObject({
    DBSubnetGroupName: nameInput,
    DBSubnetGroupDescription: z.string().min(1),
    SubnetIds: subnetIds,
    Tags: tagsInput,
  }),
  ModifyDBSubnetGroup: z.strictObject({
    DBSubnetGroupName: nameInput,
    DBSubnetGroupDescription: z.string().optional(),
    SubnetIds: subnetIds,
  }),
  DeleteDBSubnetGroup: z.strictObject({ DBSubnetGroupName: nameInput }),
  DescribeDBSubnetGroups: z.strictObject({
    ...pageInput,
    Filters: filtersOf(),
    DBSubnetGroupName: z.string().optional(),
  }),
};

const subnetsSchema = z.object({
  Subnets: z.array(
    z.object({
      SubnetId: z.string(),
      AvailabilityZone: z.string(),
      VpcId: z.string(),
    }),
  ),
});

/** Operations on DB subnet groups. */
export function subnetGroupOperations({
  store,
  services,
}: RdsContext): Record<string, Operation> {
  async function placement(
    SubnetIds: string[],
    context: RequestContext,
  ): Promise<Pick<SubnetGroupRecord, 'vpcId' | 'subnets'>> {
    const answer = await services
      .call('ec2', 'DescribeSubnets', { SubnetIds }, context)
      .catch((error: Error) => {
        throw error instanceof AwsError
          ? new AwsError(
              'InvalidSubnet',
              `Some input subnets in :[${SubnetIds.join(', ')}] are invalid.`,
            )
          : error;
      });
    const { Subnets } = subnetsSchema.parse(answer);
    const [vpcId, ...others] = new Set(Subnets.map(({ VpcId }) => VpcId));
    if (vpcId === undefined || others.length > 0) {
      throw new AwsError(
        'InvalidSubnet',
        `Some input subnets in :[${SubnetIds.join(', ')}] are invalid.`,
      );
    }
    if (
      new Set(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).size < 2
    ) {
      throw new AwsError(
        'DBSubnetGroupDoesNotCoverEnoughAZs',
        `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${[...new Set(Subnets.map(({ AvailabilityZone }) => AvailabilityZone))].join(', ')}. Add subnets to cover at least 2 AZs.`,
      );
    }
    return {
      vpcId,
      subnets: Subnets.map(({ SubnetId, AvailabilityZone }) => ({
        id: SubnetId,
        availabilityZone: AvailabilityZone,
      })),
    };
  }

  return {
    CreateDBSubnetGroup: defineOperation(
      inputs.CreateDBSubnetGroup,
      async (input, context) => {
        const placed = await placement(input.SubnetIds, context);
        if (store.subnetGroups.get(context, input.DBSubnetGroupName)) {
          throw new AwsError(
            'DBSubnetGroupAlreadyExists',
            `The DB subnet group '${input.DBSubnetGroupName}' already exists.`,
          );
        }
        if (store.subnetGroups.list(context).length >= subnetGroupLimit) {
          throw new AwsError(
            'DBSubnetGroupQuotaExceeded',
            `Cannot create more than ${subnetGroupLimit} DB subnet groups`,
          );
        }
        const group: SubnetGroupRecord = {
          name: input.DBSubnetGroupName,
          arn: rdsArn(context, 'subgrp', input.DBSubnetGroupName),
          description: input.DBSubnetGroupDescription,
          ...placed,
          tags: input.Tags,
        };
        await store.subnetGroups.put(context, group.name, group);
        return { DBSubnetGroup: describeSubnetGroup(group) };
      },
    ),

    ModifyDBSubnetGroup: defineOperation(
      inputs.ModifyDBSubnetGroup,
      async (input, context) => {
        const placed = await placement(input.SubnetIds, context);
        const group = store.subnetGroup(context, input.DBSubnetGroupName);
        const changed = {
          ...group,
          description: input.DBSubnetGroupDescription ?? group.description,
          ...placed,
        };
        await store.subnetGroups.put(context, group.name, changed);
        return { DBSubnetGroup: describeSubnetGroup(changed) };
      },
    ),

    DeleteDBSubnetGroup: defineOperation(
      inputs.DeleteDBSubnetGroup,
      async ({ DBSubnetGroupName }, context) => {
        const group = store.subnetGroup(context, DBSubnetGroupName);
        const user = store.clusters
          .list(context)
          .find(({ subnetGroup }) => subnetGroup === group.name);
        if (user) {
          throw new AwsError(
            'InvalidDBSubnetGroupStateFault',
            `Cannot delete the subnet group '${group.name}' because at least one database cluster: ${user.identifier} is still using it.`,
          );
        }
        await store.subnetGroups.delete(context, group.name);
        return {};
      },
    ),

    DescribeDBSubnetGroups: defineOperation(
      inputs.DescribeDBSubnetGroups,
      async (input, context) => {
        const groups =
          input.DBSubnetGroupName === undefined
            ? store.subnetGroups.list(context)
            : [store.subnetGroup(context, input.DBSubnetGroupName)];
        return page('DBSubnetGroups', groups, input, describeSubnetGroup);
      },
    ),
  };
}
