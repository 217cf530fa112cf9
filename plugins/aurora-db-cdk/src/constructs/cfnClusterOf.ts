import * as rds from 'aws-cdk-lib/aws-rds';

/** The `AWS::RDS::DBCluster` that an L2 cluster makes, for properties that the L2 doesn't have. */
export function cfnClusterOf(database: rds.DatabaseCluster): rds.CfnDBCluster {
  const { defaultChild } = database.node;
  if (!(defaultChild instanceof rds.CfnDBCluster)) {
    throw new Error(
      `${database.node.path} should make an AWS::RDS::DBCluster: this version of aws-cdk-lib builds clusters in another way`,
    );
  }
  return defaultChild;
}
