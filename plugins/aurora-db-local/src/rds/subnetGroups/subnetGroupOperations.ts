import { z } from 'zod';
import { listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
} from '../../service/AwsService';
import { filtersInput, page, pageInput } from '../listing';
import { invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import {
  describeSubnetGroup,
  type SubnetGroupRecord,
} from './SubnetGroupRecord';
import { tagsInput } from '../Tag';

const nameInput = z.string().transform(name => {
  if (
    !/^[a-zA-Z0-9 ._-]{1,255}$/.test(name) ||
    name.toLocaleLowerCase('en-US') === 'default'
  ) {
    throw invalidValue(
      `The parameter DBSubnetGroupName is not a valid identifier: ${name}. It must have 1 to 255 letters, digits, spaces, periods, underscores or hyphens, and must not be "default".`,
    );
  }
  return name.toLocaleLowerCase('en-US');
});

const inputs = {
  CreateDBSubnetGroup: z.object({
    DBSubnetGroupName: nameInput,
    DBSubnetGroupDescription: z.string().min(1),
    SubnetIds: listInput(z.string()),
    Tags: tagsInput,
  }),
  ModifyDBSubnetGroup: z.object({
    DBSubnetGroupName: z.string(),
    DBSubnetGroupDescription: z.string().optional(),
    SubnetIds: listInput(z.string()),
  }),
  One: z.object({ DBSubnetGroupName: z.string() }),
  DescribeDBSubnetGroups: z.object({
    ...pageInput,
    Filters: filtersInput,
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
    async CreateDBSubnetGroup(rawInput, context) {
      const input = inputs.CreateDBSubnetGroup.parse(rawInput);
      if (store.subnetGroups.get(context, input.DBSubnetGroupName)) {
        throw new AwsError(
          'DBSubnetGroupAlreadyExists',
          `The DB subnet group '${input.DBSubnetGroupName}' already exists.`,
        );
      }
      const group: SubnetGroupRecord = {
        name: input.DBSubnetGroupName,
        arn: rdsArn(context, 'subgrp', input.DBSubnetGroupName),
        description: input.DBSubnetGroupDescription,
        ...(await placement(input.SubnetIds, context)),
        tags: input.Tags,
      };
      await store.subnetGroups.put(context, group.name, group);
      return { DBSubnetGroup: describeSubnetGroup(group) };
    },

    async ModifyDBSubnetGroup(rawInput, context) {
      const input = inputs.ModifyDBSubnetGroup.parse(rawInput);
      const group = store.subnetGroup(context, input.DBSubnetGroupName);
      const changed = {
        ...group,
        description: input.DBSubnetGroupDescription ?? group.description,
        ...(await placement(input.SubnetIds, context)),
      };
      await store.subnetGroups.put(context, group.name, changed);
      return { DBSubnetGroup: describeSubnetGroup(changed) };
    },

    async DeleteDBSubnetGroup(rawInput, context) {
      const group = store.subnetGroup(
        context,
        inputs.One.parse(rawInput).DBSubnetGroupName,
      );
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

    async DescribeDBSubnetGroups(rawInput, context) {
      const input = inputs.DescribeDBSubnetGroups.parse(rawInput);
      const groups =
        input.DBSubnetGroupName === undefined
          ? store.subnetGroups.list(context)
          : [store.subnetGroup(context, input.DBSubnetGroupName)];
      return page('DBSubnetGroups', groups.map(describeSubnetGroup), input);
    },
  };
}
