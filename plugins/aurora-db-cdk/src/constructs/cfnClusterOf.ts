import * as rds from 'aws-cdk-lib/aws-rds';

/** Returns the `AWS::RDS::DBCluster` of an L2 cluster, for properties that the L2 does not have. */
export function cfnClusterOf(database: rds.DatabaseCluster): rds.CfnDBCluster {
  const { defaultChild } = database.node;
  if (!(defaultChild instanceof rds.CfnDBCluster)) {
    throw new Error(
      `${database.node.path} should make an AWS::RDS::DBCluster: this version of aws-cdk-lib builds clusters in another way`,
    );
  }
  return defaultChild;
}
