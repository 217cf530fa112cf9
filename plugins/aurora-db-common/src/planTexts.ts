/** English warnings of plans. They are part of {@link messageTexts}. @public */
export const planTexts = {
  'plan.databaseInsightsCapacity':
    'Database Insights works best with a minimum capacity of at least 2 ACU; this database has {{minCapacity}}',
  'plan.maxConnectionsPending':
    'max_connections changes to {{configured}}, but stays {{live}} until the instances reboot',
  'plan.engineVersionSticky':
    'The engine version stays {{live}}. To upgrade, request {{wanted}} explicitly',
  'plan.engineMajorKept':
    'The engine version stays {{live}}. {{wanted}} in app-config is for new databases: the portal does not upgrade to another major version',
  'plan.keySticky':
    '{{database}} keeps {{live}}: AWS cannot change the key of a cluster. To encrypt the data with {{wanted}}, restore the database under a new name',
  'plan.keyOfAws': 'the KMS key that AWS manages',
  'plan.passwordManaged':
    'RDS creates a new master password in its own secret, and CloudFormation deletes the present master secret. Clients that read that secret must read the new one from then on',
  'plan.passwordManagedKept':
    'RDS creates a new master password in its own secret. The present master secret stays in Secrets Manager, outside the stack, but its password no longer works. Clients that read that secret must read the new one from then on',
  'plan.passwordGenerated':
    'CloudFormation creates a new master password in a new secret of the stack, and RDS deletes the secret that it manages. Clients that read that secret must read the new one from then on',
  'plan.masterSecretRevoked':
    'Functions can no longer read the master secret. They log in as lambda-user with an IAM token, and read the address from the connection secret. If they still need the master secret, set masterSecretForFunctions: true for the environment',
  'plan.restoreOwnCredentials':
    'The restored database has its own endpoint and credentials. Applications keep using {{source}} until you switch them over',
  'plan.restoreEndpointLatest':
    'The restored database contains the data that was committed up to the latest restorable time, usually a few minutes before RDS starts the restore',
  'plan.restoreKeyOfSource':
    'The data stays encrypted with the KMS key of the source, {{key}}. If it is your own key, its policy must let the role of CloudFormation use it',
} as const;
