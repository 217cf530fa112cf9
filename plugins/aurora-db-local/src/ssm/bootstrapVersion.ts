import type { ParameterVersion } from './ParameterRecord';

/**
 * The version of the CDK's bootstrap resources. Source: lib/api/bootstrap/bootstrap-template.yaml
 * in aws-cdk 2.1145.
 */
const version = '32';

/**
 * The version of the CDK's bootstrap resources, which every template of the CDK asks for. It exists
 * from the start, so that these templates deploy without `cdk bootstrap`. Undefined for other names.
 */
export function bootstrapVersion(name: string): ParameterVersion | undefined {
  return /^\/cdk-bootstrap\/[A-Za-z0-9_-]{1,10}\/version$/.test(name)
    ? {
        version: 1,
        value: version,
        type: 'String',
        tier: 'Standard',
        dataType: 'text',
        labels: [],
        modifiedAt: new Date('2026-01-01T00:00:00Z'),
        modifiedBy: 'aurora-db-local',
      }
    : undefined;
}
