import type { AwsClients } from './aws/AwsClients';
import { CloudWatchLogGroups } from './aws/CloudWatchLogGroups';
import { Ec2Networks } from './aws/Ec2Networks';
import { IamRolePolicies } from './aws/IamRolePolicies';
import { RdsAccountQuotas } from './aws/RdsAccountQuotas';
import { RdsClusters } from './aws/RdsClusters';
import { StsCallerIdentity } from './aws/StsCallerIdentity';
import { AuroraPreflightService } from './preflight/AuroraPreflightService';

/** Wires the looks before a deploy or a restore over AWS. */
export function createPreflight(aws: AwsClients): AuroraPreflightService {
  return new AuroraPreflightService({
    identity: new StsCallerIdentity(aws),
    networks: new Ec2Networks(aws),
    clusters: new RdsClusters(aws),
    logGroups: new CloudWatchLogGroups(aws),
    quotas: new RdsAccountQuotas(aws),
    rolePolicies: new IamRolePolicies(aws),
  });
}
