import {
  auroraDbTags,
  defaultShortName,
  type NetworkConfig,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { LegacyStackSynthesizer, Stack, Tags, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { existingNetwork } from './existingNetwork';
import { InvalidSynthRequestError } from '../synth/InvalidSynthRequestError';
import { postgresPort } from './postgresPort';

/** Maximum number of rules of a network ACL per direction. Source: VPC quotas. */
const largestRuleCount = 20;
/** Source ports of clients on all operating systems. Source: VPC user guide, "Ephemeral ports". */
const ephemeralPorts = [1024, 65535] as const;

const clientCidrsSchema = z
  .array(z.cidrv4('expected an IPv4 range such as 10.0.16.0/20'))
  .min(1, 'nobody could connect: give the ranges of the Lambda subnets')
  .max(
    largestRuleCount,
    `a network ACL takes at most ${largestRuleCount} rules: give wider ranges`,
  );

/** Properties of {@link DatabaseNetworkStack}. @public */
export interface DatabaseNetworkStackProps {
  readonly environment: string;
  /**
   * Part of the stack's name, in the place of the environment's name.
   *
   * @defaultValue `prd` for prod, otherwise the environment's name
   */
  readonly shortName?: string;
  readonly accountId: string;
  readonly region: string;
  /** The network of the environment's databases. Only databases may use its subnets. */
  readonly network: NetworkConfig;
  /** IPv4 ranges of the clients' subnets or of the whole VPC. */
  readonly clientCidrs: string[];
}

/**
 * A network ACL for subnets that only databases use. It allows PostgreSQL from the clients' ranges
 * and the answers to them, nothing else. There is one per environment: associating an ACL removes a
 * subnet from its previous ACL. Its name is `aurora-db-<environment>-network`.
 *
 * @public
 */
export class DatabaseNetworkStack extends Stack {
  public readonly networkAcl: ec2.NetworkAcl;

  /**
   * @throws InvalidSynthRequestError if there are no ranges, too many ranges, or invalid ranges
   */
  constructor(scope: Construct, id: string, props: DatabaseNetworkStackProps) {
    const { environment, shortName = defaultShortName(environment) } = props;
    const tags = { [auroraDbTags.environment]: environment };
    super(scope, id, {
      stackName: `aurora-db-${shortName}-network`,
      env: { account: props.accountId, region: props.region },
      description: `Network ACL of the database subnets in ${environment}`,
      synthesizer: new LegacyStackSynthesizer(),
      analyticsReporting: false,
      tags,
    });
    const clientCidrs = [...new Set(parseClientCidrs(props.clientCidrs))];
    const { vpc, subnets } = existingNetwork(this, props.network);
    this.networkAcl = new ec2.NetworkAcl(this, 'NetworkAcl', {
      networkAclName: this.stackName,
      vpc,
      subnetSelection: { subnets },
    });
    // The last rule of every network ACL denies all other traffic.
    clientCidrs.forEach((cidr, index) => {
      const rule = {
        cidr: ec2.AclCidr.ipv4(cidr),
        ruleNumber: 100 + 10 * index,
        ruleAction: ec2.Action.ALLOW,
      };
      this.networkAcl.addEntry(`PostgreSqlIn${index}`, {
        ...rule,
        direction: ec2.TrafficDirection.INGRESS,
        traffic: ec2.AclTraffic.tcpPort(postgresPort),
      });
      this.networkAcl.addEntry(`AnswersOut${index}`, {
        ...rule,
        direction: ec2.TrafficDirection.EGRESS,
        traffic: ec2.AclTraffic.tcpPortRange(...ephemeralPorts),
      });
    });
    Validations.of(this.networkAcl).acknowledge({
      id: 'AwsSolutions-VPC3',
      reason:
        'The design asks for a network ACL in addition to security groups, and these subnets hold nothing but databases.',
    });
    for (const [key, value] of Object.entries(tags)) {
      Tags.of(this).add(key, value);
    }
  }
}

function parseClientCidrs(cidrs: string[]): string[] {
  const parsed = clientCidrsSchema.safeParse(cidrs);
  if (!parsed.success) {
    throw new InvalidSynthRequestError(
      parsed.error.issues
        .map(({ path, message }) => {
          const [index] = path;
          const value = typeof index === 'number' ? ` "${cidrs[index]}"` : '';
          return `clientCidrs${value}: ${message}`;
        })
        .join('; '),
    );
  }
  return parsed.data;
}
