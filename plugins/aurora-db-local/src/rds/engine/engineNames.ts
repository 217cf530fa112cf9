/**
 * The engines that RDS knows. Here, only clusters of aurora-postgresql exist. Source: RDS's API
 * reference, `Engine` of DescribeDBEngineVersions and CreateDBCluster.
 */
export const engineNames: readonly string[] = [
  'aurora',
  'aurora-mysql',
  'aurora-postgresql',
  'custom-oracle-ee',
  'custom-oracle-ee-cdb',
  'custom-oracle-se2',
  'custom-oracle-se2-cdb',
  'custom-sqlserver-ee',
  'custom-sqlserver-se',
  'custom-sqlserver-web',
  'db2-ae',
  'db2-se',
  'docdb',
  'mariadb',
  'mysql',
  'neptune',
  'oracle-ee',
  'oracle-ee-cdb',
  'oracle-se2',
  'oracle-se2-cdb',
  'postgres',
  'sqlserver-ee',
  'sqlserver-ex',
  'sqlserver-se',
  'sqlserver-web',
];
