/**
 * The categories of events by the type of their source. Source: Aurora user guide, "Amazon RDS event
 * categories and event messages for Aurora", and the list of DescribeEventCategories in the
 * reference of the `aws` command line.
 */
export const eventCategories: Readonly<Record<string, readonly string[]>> = {
  'db-instance': [
    'availability',
    'backtrack',
    'backup',
    'configuration change',
    'creation',
    'deletion',
    'failover',
    'failure',
    'low storage',
    'maintenance',
    'notification',
    'read replica',
    'recovery',
    'restoration',
    'security',
    'security patching',
  ],
  'db-security-group': ['configuration change', 'failure'],
  'db-parameter-group': ['configuration change'],
  'db-snapshot': ['creation', 'deletion', 'notification', 'restoration'],
  'db-cluster': [
    'configuration change',
    'creation',
    'deletion',
    'failover',
    'failure',
    'global failover',
    'maintenance',
    'migration',
    'notification',
    'serverless',
  ],
  'db-cluster-snapshot': ['backup', 'failure', 'notification'],
  'db-proxy': ['configuration change', 'creation', 'deletion', 'failure'],
  'blue-green-deployment': ['creation', 'deletion', 'failure', 'notification'],
  'custom-engine-version': ['creation', 'failure', 'restoring'],
  'zero-etl': ['creation', 'deletion', 'failure', 'notification'],
};
