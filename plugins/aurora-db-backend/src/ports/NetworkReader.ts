import type { EnvironmentConfig } from './EnvironmentConfig';

/** A subnet as EC2 describes it. */
export interface Subnet {
  id: string;
  vpcId: string;
  availabilityZone: string;
}

/** Reads the network of an environment's account and region. */
export interface NetworkReader {
  /** Returns the subnets that exist. */
  findSubnets(
    environment: EnvironmentConfig,
    ids: readonly string[],
  ): Promise<Subnet[]>;
  /** Returns the VPC of a security group; undefined if the group does not exist. */
  findSecurityGroupVpc(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<string | undefined>;
  /** Returns the values of the CloudFormation exports that exist, by name. */
  readExports(
    environment: EnvironmentConfig,
    names: readonly string[],
  ): Promise<Map<string, string>>;
  /** Returns the names of the region's availability zones that the account can use. */
  listAvailabilityZones(environment: EnvironmentConfig): Promise<string[]>;
}
