import type { EnvironmentConfig } from './EnvironmentConfig';

/** A subnet as EC2 describes it. */
export interface Subnet {
  id: string;
  vpcId: string;
  availabilityZone: string;
}

/** Reads the network of an environment's account and region. */
export interface NetworkReader {
  /** Those of the ids that exist. */
  findSubnets(
    environment: EnvironmentConfig,
    ids: readonly string[],
  ): Promise<Subnet[]>;
  /** The VPC of a security group; undefined where there is none of that id. */
  findSecurityGroupVpc(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<string | undefined>;
  /** Values of the CloudFormation exports of these names that exist. */
  readExports(
    environment: EnvironmentConfig,
    names: readonly string[],
  ): Promise<Map<string, string>>;
}
