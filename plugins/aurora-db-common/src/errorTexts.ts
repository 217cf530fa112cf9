/** English texts of errors that a user can see. They are part of {@link messageTexts}. @public */
export const errorTexts = {
  'error.notConfigured':
    'Aurora DB is not configured: {{problems}}. Correct app-config and restart the backend',
  'error.environmentInvalid':
    'The environment {{environment}} cannot be used: {{problems}}. Correct app-config and restart the backend',
  'error.awsCredentials':
    'The credentials for account {{accountId}} ({{environment}}, {{region}}) were refused: {{answer}}. Check aws.accounts in app-config for account {{accountId}}',
  'error.awsPermission':
    'The credentials for account {{accountId}} ({{environment}}, {{region}}) lack the permission {{action}}: {{answer}}. Allow the action in the policy of the portal’s role in that account',
  'error.awsThrottled':
    'AWS is throttling {{action}} in account {{accountId}} ({{environment}}, {{region}}). Try again in a minute',
  'error.awsUnreachable':
    '{{endpoint}} cannot be reached for {{action}} ({{answer}}). Check the network and {{key}}',
  'error.awsServiceUnreachable':
    "AWS's {{service}} endpoint in {{region}} cannot be reached for {{action}} ({{answer}}). Check the network and {{key}}",
  'error.stsUnreachable':
    'AWS STS at {{host}} cannot be reached for the credentials of account {{accountId}} ({{environment}}): {{answer}}. Allow the backend to connect to {{host}}, or set aws.accounts[].region of the account to a region whose STS it can reach',
  'error.awsSilent':
    'AWS has not answered for {{seconds}} seconds in account {{accountId}} ({{environment}}, {{region}})',
  'error.awsFailing':
    'AWS failed to answer {{action}} in account {{accountId}} ({{environment}}, {{region}}): {{answer}}. Try again in a minute',
  'error.awsMetric':
    '{{action}} in account {{accountId}} ({{environment}}, {{region}}) failed for a metric: {{answer}}',
  'error.awsRefused':
    'AWS refused {{action}} in account {{accountId}} ({{environment}}, {{region}}): {{answer}}',
  'error.awsMissing':
    'AWS did not find what {{action}} names in account {{accountId}} ({{environment}}, {{region}}): {{answer}}',
  'error.awsState': 'CloudFormation cannot do this now: {{answer}}',
  'error.awsQuota':
    'A quota of account {{accountId}} ({{environment}}, {{region}}) is used up, so AWS refused {{action}}: {{answer}}. Delete resources that you no longer use, or request a higher quota in the Service Quotas console',
  'error.awsStackQuota':
    'A quota of account {{accountId}} ({{environment}}, {{region}}) is used up, so AWS refused {{action}}: {{answer}}. A region has 2,000 stacks by default. Delete stacks and change sets that you no longer use, or request a higher quota in the Service Quotas console',
  'error.quotaUnknown':
    'The answer of RDS to DescribeAccountAttributes lacks the quota {{quota}} of account {{accountId}}',
  'error.changeSetGone':
    'The change set no longer exists: another user or process has changed the stack. Try again',
  'error.changeSetHidden':
    'CloudFormation says that the change set {{changeSetName}} of {{stackName}} exists, but does not show it. Try again in a minute',
  'error.other': '{{reason}}',
  'error.nameTaken':
    'A stack {{stackName}} exists already: choose another name',
  'error.databaseName':
    "{{name}} can't be the name of a database: {{problems}}",
  'error.snapshotUnknown': '{{database}} has no snapshot {{snapshotId}}',
  'error.snapshotGone':
    "{{database}} has no snapshot {{snapshotId}}: it was deleted, has expired, or is another database's",
  'error.snapshotAutomated':
    '{{snapshotId}} is an automated snapshot: RDS deletes it after the retention period, and it cannot be deleted earlier',
  'error.snapshotOfOther':
    'The portal did not take {{snapshotId}}, so it does not delete it. Use the tool that took the snapshot, or the RDS console',
  'error.snapshotStopped':
    '{{database}} is stopped, and RDS takes no snapshots of a stopped cluster. Start it, and take the snapshot when it is available',
  'error.snapshotRunning':
    'Snapshot {{snapshotId}} of {{database}} is being taken. Wait until it is available',
  'error.snapshotRunningBy':
    'Snapshot {{snapshotId}} of {{database}} is being taken by {{user}}. Wait until it is available',
  'error.snapshotNotPossible':
    '{{database}} is {{status}}: wait until it is available, and take the snapshot then',
  'error.snapshotQuota':
    'Account {{accountId}} uses all of its {{limit}} manual snapshots in {{region}}. Delete some, or request a higher quota in the Service Quotas console',
  'error.snapshotSameSecond':
    'Snapshot {{snapshotId}} of {{database}} was started within the same second. Wait until it is available, or choose another label',
  'error.snapshotSameSecondBy':
    '{{user}} started snapshot {{snapshotId}} of {{database}} within the same second. Wait until it is available, or choose another label',
  'error.snapshotRefused':
    'No snapshot of {{clusterIdentifier}} can be taken now: {{answer}}',
  'error.snapshotQuotaOf':
    'No snapshot of {{clusterIdentifier}} can be taken: account {{accountId}} has reached its quota of manual snapshots. Delete some, or request a higher quota in the Service Quotas console',
  'error.snapshotHidden':
    'RDS says that the snapshot {{snapshotId}} exists, but does not show it: it may just have been deleted. Try again',
  'error.snapshotBusy':
    'Snapshot {{snapshotId}} cannot be deleted now: {{answer}}',
  'error.restoreConfirm':
    'confirm is {{confirm}}, but the database is {{database}}: nothing was restored',
  'error.restoreBeginning':
    'Another restore of {{database}} is just starting. Follow it in the operations, or try again in {{minutes}} minutes',
  'error.restoreNoBackup':
    "{{database}} can't be restored to a time yet: wait until its first backup is complete",
  'error.restoreNoCluster':
    'The cluster {{clusterIdentifier}} and its continuous backup no longer exist: restore a snapshot',
  'error.restoreTime':
    '{{time}} is outside the restorable window of {{database}}: choose a time from {{earliest}} to {{latest}}',
  'error.denied':
    'You lack the permission {{permission}}: ask an administrator of this portal',
  'error.deniedOn':
    'You lack the permission {{permission}} on {{resource}}: ask an administrator of this portal',
  'error.deniedOnOwned':
    'You lack the permission {{permission}} on {{resource}}: ask its owner, or an administrator of this portal',
  'error.entityOfOther':
    '{{entityRef}} in the catalog has the name of stack {{stackName}}, but is not its entity. Remove it from the catalog, so that the database gets its own entity',
  'error.ownerDiffers':
    '{{entityRef}} in the catalog belongs to {{claimed}}, but the database belongs to {{actual}}. Either the catalog is not up to date yet, or the entity is not that of stack {{stackName}}',
  'error.noOwner': 'no owner',
  'error.databaseUnknown':
    '{{entityRef}} is unknown: {{environment}} has no stack {{stackName}} with this database',
  'error.existingUnknown':
    '{{entityRef}} is unknown: {{environment}} has no cluster {{clusterArn}}, or its configuration does not include this cluster',
  'error.existingUnchangeable':
    'The portal did not create {{database}}, so it cannot change or delete it. Use the tool that created the cluster {{clusterIdentifier}}',
  'error.entityUnknown': 'The catalog has no {{entityRef}}',
  'error.entityNoDatabase':
    '{{entityRef}} is not an Aurora database of a configured environment. Check its annotations {{environment}} and {{stackName}}, or {{clusterArn}}',
  'error.entityRef':
    '{{field}}: {{value}} is not an entity reference. Enter one such as {{kind}}:default/payments',
  'error.deleteConfirm':
    '{{confirm}} was typed in “Type the name of the database to confirm” (confirm), but the database is {{database}}: nothing was deleted',
  'error.repositoryHost':
    "repoUrl names the host {{host}}, which this portal can't publish to. Choose from {{hosts}}",
  'error.repositoryNoHost':
    "repoUrl names the host {{host}}, which this portal can't publish to: it has no integration with GitHub, GitLab or Gitea",
  'error.repositoryAction':
    "This portal can't publish to {{host}} yet: an administrator must install {{action}} ({{package}}). Without a repository, the template creates only the database",
  'error.repositoryNoCredentials':
    '{{host}} is not offered: an administrator must set its credentials in app-config (integrations.{{provider}})',
  'error.repositoryNoAction':
    '{{host}} is not offered: an administrator must install {{action}} ({{package}})',
  'error.repositoryUnknown':
    "The portal can't look for {{repository}} at {{host}}: {{problem}}. {{advice}}",
  'error.repositoryCredentials': 'its credentials cannot be used ({{answer}})',
  'error.repositoryNoApi':
    'its integration lacks the address of the API (apiBaseUrl)',
  'error.repositorySilent': 'it does not answer',
  'error.repositoryAnswer': 'it answered {{answer}} to GET {{path}}',
  'error.repositoryAnonymous':
    "The portal has no credentials for {{host}}, so it can't publish there. {{advice}}",
  'error.repositoryOwner':
    '{{host}} has no owner {{owner}}, or the portal may not see it. Choose another owner. {{advice}}',
  'error.repositoryOrganization':
    '{{host}} has no organization {{owner}}, or the portal may not see it. Choose another owner. {{advice}}',
  'error.repositoryAdvice':
    'Ask an administrator to check integrations.{{provider}} in app-config: its credentials must be allowed to create repositories of {{owner}}. Without a repository, the template creates only the database',
  'error.restoreOrigin':
    'The restore properties of stack {{stackName}} (tag {{tag}}, output {{output}}, template) were changed outside this portal. A deploy could replace the restored cluster. Put them back in CloudFormation: {{properties}}',
} as const;
