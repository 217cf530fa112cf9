import { paginateListExports } from '@aws-sdk/client-cloudformation';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { NetworkReader, Subnet } from '../ports/NetworkReader';
import type { AwsClients } from './AwsClients';
import { ec2Sdk } from './lazySdks';

/** Reads networks from EC2, and the exports of VPC stacks from CloudFormation. */
export class Ec2Networks implements NetworkReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async findSubnets(
    environment: EnvironmentConfig,
    ids: readonly string[],
  ): Promise<Subnet[]> {
    // A filter instead of ids: EC2 then leaves out an unknown id instead of failing.
    const { Subnets } = await this.#clients.call(
      environment,
      'ec2:DescribeSubnets',
      () =>
        this.#clients.ec2(environment).send(
          new (ec2Sdk().DescribeSubnetsCommand)({
            Filters: [{ Name: 'subnet-id', Values: [...ids] }],
          }),
        ),
    );
    return (Subnets ?? []).map(subnet => ({
      id: subnet.SubnetId ?? '',
      vpcId: subnet.VpcId ?? '',
      availabilityZone: subnet.AvailabilityZone ?? '',
    }));
  }

  async findSecurityGroupVpc(
    environment: EnvironmentConfig,
    id: string,
  ): Promise<string | undefined> {
    const { SecurityGroups } = await this.#clients.call(
      environment,
      'ec2:DescribeSecurityGroups',
      () =>
        this.#clients.ec2(environment).send(
          new (ec2Sdk().DescribeSecurityGroupsCommand)({
            Filters: [{ Name: 'group-id', Values: [id] }],
          }),
        ),
    );
    return SecurityGroups?.[0]?.VpcId;
  }

  readExports(
    environment: EnvironmentConfig,
    names: readonly string[],
  ): Promise<Map<string, string>> {
    return this.#clients.call(
      environment,
      'cloudformation:ListExports',
      async () => {
        const client = this.#clients.cloudFormation(environment);
        const found = new Map<string, string>();
        for await (const page of paginateListExports({ client }, {})) {
          for (const { Name = '', Value = '' } of page.Exports ?? []) {
            if (names.includes(Name)) {
              found.set(Name, Value);
            }
          }
        }
        return found;
      },
    );
  }

  async listAvailabilityZones(
    environment: EnvironmentConfig,
  ): Promise<string[]> {
    const { AvailabilityZones } = await this.#clients.call(
      environment,
      'ec2:DescribeAvailabilityZones',
      () =>
        this.#clients
          .ec2(environment)
          .send(new (ec2Sdk().DescribeAvailabilityZonesCommand)({})),
    );
    return (AvailabilityZones ?? []).flatMap(
      ({ ZoneName, ZoneType = 'availability-zone' }) =>
        ZoneName && ZoneType === 'availability-zone' ? [ZoneName] : [],
    );
  }
}
