import type { IamPlace } from '../iam/IamPlace';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/** Stands for the VPC in resources and conditions while it is unknown. */
export const unknownVpcId = 'vpc-unknown';

/** The values of an environment in the policies that it needs. */
export function iamPlaceOf(
  environment: EnvironmentConfig,
  vpcId: string = unknownVpcId,
): IamPlace {
  const { accountId, region, lambdaRoles } = environment;
  const { kmsKeyArn, permissionsBoundaryArn, existing } = environment;
  return {
    accountId,
    region,
    shortName: environment.shortName,
    vpcId,
    lambdaRoleArns: lambdaRoles.map(({ arn }) => arn),
    ...(kmsKeyArn && { kmsKeyArn }),
    ...(permissionsBoundaryArn && { permissionsBoundaryArn }),
    ...(existing && {
      existing: {
        identifiers: existing.identifiers?.map(identifier =>
          identifier.toLowerCase(),
        ) ?? ['*'],
        ...(existing.tags && { tags: existing.tags }),
      },
    }),
  };
}
