import {
  environmentProfiles,
  type EnvironmentProfile,
  type SynthRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Template } from 'aws-cdk-lib/assertions';
import { sampleRequest } from '../synth/sampleRequest';
import { synthesizeDatabase } from '../synth/synth';

/** The template of a request, for assertions. */
export const templateOf = (request: SynthRequest): Template =>
  Template.fromJSON(JSON.parse(synthesizeDatabase(request)));

/** The sample request of an environment with changes. */
export function changedRequest(
  environment: EnvironmentProfile,
  changes: Partial<Omit<SynthRequest, 'config'>> & {
    config?: Partial<SynthRequest['config']>;
  },
): SynthRequest {
  const request = sampleRequest(environment);
  return {
    ...request,
    ...changes,
    config: { ...request.config, ...changes.config },
  };
}

/** A network that is identified by the exports of its stack. */
export const exportedNetwork = {
  vpcIdExport: 'network-VpcId',
  privateSubnetIdsExport: 'network-PrivateSubnetIds',
  availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
  lambdaSecurityGroupIdExport: 'network-LambdaSecurityGroupId',
};

/** Logical ids of a database's secrets, the same in every template. */
export const masterSecretId = 'DatabaseSecret3B817195';
export const connectionSecretId = 'DatabaseConnectionSecret3AAAD636';

/** The template of each environment, made once. */
export const sampleTemplates: Record<EnvironmentProfile, Template> = {
  local: templateOf(sampleRequest('local')),
  dev: templateOf(sampleRequest('dev')),
  stg: templateOf(sampleRequest('stg')),
  prod: templateOf(sampleRequest('prod')),
};

/** The environments with their templates, for `test.each`. */
export const environmentsWithTemplates = environmentProfiles.map(
  environment => [environment, sampleTemplates[environment]] as const,
);
