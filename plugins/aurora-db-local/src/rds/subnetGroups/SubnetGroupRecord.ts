import { z } from 'zod';
import { tagSchema } from '../Tag';

/** A DB subnet group as it is stored. */
export const subnetGroupRecordSchema = z.object({
  name: z.string(),
  arn: z.string(),
  description: z.string(),
  vpcId: z.string(),
  subnets: z.array(z.object({ id: z.string(), availabilityZone: z.string() })),
  tags: z.array(tagSchema),
});

export type SubnetGroupRecord = z.infer<typeof subnetGroupRecordSchema>;

/** The RDS structure `DBSubnetGroup`. */
export function describeSubnetGroup(
  group: SubnetGroupRecord,
): Record<string, unknown> {
  return {
    DBSubnetGroupName: group.name,
    DBSubnetGroupDescription: group.description,
    VpcId: group.vpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: group.subnets.map(({ id, availabilityZone }) => ({
      SubnetIdentifier: id,
      SubnetAvailabilityZone: { Name: availabilityZone },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
    DBSubnetGroupArn: group.arn,
    SupportedNetworkTypes: ['IPV4'],
  };
}
