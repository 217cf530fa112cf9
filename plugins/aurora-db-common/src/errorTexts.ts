/** English texts of errors that a user can see. They are part of {@link messageTexts}. @public */
export const errorTexts = {
  'error.awsCredentials':
    'The credentials for account {{accountId}} ({{environment}}, {{region}}) were refused: {{answer}}. Check aws.accounts in app-config for account {{accountId}}',
  'error.awsPermission':
    'The credentials for account {{accountId}} ({{environment}}, {{region}}) lack the permission {{action}}: {{answer}}',
  'error.awsThrottled':
    'AWS is throttling {{action}} in account {{accountId}} ({{environment}}, {{region}}). Try again in a minute',
  'error.awsUnreachable':
    '{{endpoint}} cannot be reached for {{action}} ({{answer}}). Check the network and {{key}}',
  'error.awsServiceUnreachable':
    "AWS's {{service}} endpoint in {{region}} cannot be reached for {{action}} ({{answer}}). Check the network and {{key}}",
  'error.awsSilent':
    'AWS has not answered for {{seconds}} seconds in account {{accountId}} ({{environment}}, {{region}})',
  'error.awsFailing':
    'AWS failed to answer {{action}} in account {{accountId}} ({{environment}}, {{region}}): {{answer}}',
  'error.awsMetric':
    '{{action}} in account {{accountId}} ({{environment}}, {{region}}) failed for a metric: {{answer}}',
  'error.awsRefused':
    'AWS refused {{action}} in account {{accountId}} ({{environment}}, {{region}}): {{answer}}',
  'error.awsMissing':
    '{{action}} in account {{accountId}} ({{environment}}, {{region}}): {{answer}}',
  'error.awsState': 'CloudFormation cannot do this now: {{answer}}',
  'error.awsQuota':
    'A quota of account {{accountId}} ({{environment}}, {{region}}) is used up, so that {{action}} is refused: {{answer}}. Delete what is no longer used, or ask AWS for a higher quota in the Service Quotas console',
  'error.awsStackQuota':
    'A quota of account {{accountId}} ({{environment}}, {{region}}) is used up, so that {{action}} is refused: {{answer}}. A region has 2,000 stacks by default. Delete stacks and change sets that are no longer used, or ask AWS for a higher quota in the Service Quotas console',
  'error.quotaUnknown':
    'RDS answers DescribeAccountAttributes without a quota {{quota}} in account {{accountId}}',
  'error.changeSetGone':
    'The change set is gone: another user or process changed the stack meanwhile. Try again',
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
    '{{snapshotId}} is an automated snapshot: RDS deletes it after the retention period, and it cannot be deleted before',
  'error.snapshotRunning':
    'Snapshot {{snapshotId}} of {{database}} is being taken. Wait until it is available',
  'error.snapshotRunningBy':
    'Snapshot {{snapshotId}} of {{database}} is being taken by {{user}}. Wait until it is available',
  'error.snapshotNotPossible':
    '{{database}} is {{status}}: a snapshot can be taken when it is available',
  'error.snapshotQuota':
    'All {{limit}} manual snapshots that account {{accountId}} may have in {{region}} are used up. Delete some, or ask AWS for a higher quota',
  'error.snapshotSameSecond':
    'Snapshot {{snapshotId}} of {{database}} was begun in this very second. Wait until it is available, or choose another label',
  'error.snapshotSameSecondBy':
    'Snapshot {{snapshotId}} of {{database}} was begun by {{user}} in this very second. Wait until it is available, or choose another label',
  'error.snapshotRefused':
    'No snapshot of {{clusterIdentifier}} can be taken now: {{answer}}',
  'error.snapshotQuotaOf':
    'No snapshot of {{clusterIdentifier}} can be taken: account {{accountId}} has reached its quota of manual snapshots. Delete some, or ask AWS for a higher quota',
  'error.snapshotHidden':
    'RDS says that the snapshot {{snapshotId}} exists, but does not show it: it may have been deleted at this moment. Try again',
  'error.snapshotBusy':
    'Snapshot {{snapshotId}} cannot be deleted now: {{answer}}',
  'error.restoreConfirm':
    'confirm is {{confirm}}, but the database is {{database}}: nothing was restored',
  'error.restoreBeginning':
    'Another restore of {{database}} is being started at this moment. Wait until it runs and look at it in the operations, or try again in {{minutes}} minutes',
  'error.restoreNoBackup':
    "{{database}} can't be restored to a time yet: its first backup isn't complete",
  'error.restoreNoCluster':
    'The cluster {{clusterIdentifier}} is gone, and its continuous backup with it: restore a snapshot',
  'error.restoreTime':
    '{{time}} is outside the time to which {{database}} can be restored: choose one from {{earliest}} to {{latest}}',
  'error.denied':
    'You lack the permission {{permission}}: ask an administrator of this portal',
  'error.deniedOn':
    'You lack the permission {{permission}} on {{resource}}: ask an administrator of this portal',
  'error.deniedOnOwned':
    'You lack the permission {{permission}} on {{resource}}: ask its owner, or an administrator of this portal',
  'error.entityOfOther':
    '{{entityRef}} in the catalog is not the entity of stack {{stackName}}, whose name it has. Remove it from the catalog, so that the database gets its own',
  'error.ownerDiffers':
    '{{entityRef}} in the catalog belongs to {{claimed}}, but the database belongs to {{actual}}: the catalog has yet to follow, or the entity is not that of stack {{stackName}}',
  'error.noOwner': 'no owner',
  'error.databaseUnknown':
    '{{entityRef}} is unknown: {{environment}} has no database of it in a stack {{stackName}}',
  'error.entityUnknown': 'The catalog has no {{entityRef}}',
  'error.entityNoDatabase':
    '{{entityRef}} is no Aurora database of a configured environment: its annotations {{environment}} and {{stackName}} say so',
  'error.entityRef':
    '{{field}}: {{value}} is no entity reference; expected one such as {{kind}}:default/payments',
  'error.deleteConfirm':
    '{{confirm}} was typed in “Type the name of the database to confirm” (confirm), but the database is {{database}}: nothing was deleted',
  'error.repositoryHost':
    "repoUrl names the host {{host}}, which this portal can't publish to. Choose from {{hosts}}",
  'error.repositoryNoHost':
    "repoUrl names the host {{host}}, which this portal can't publish to: it has no integration with GitHub, GitLab or Gitea",
  'error.repositoryAction':
    "This portal can't publish to {{host}} yet: an administrator must install {{action}} ({{package}}). Without a repository, the template creates only the database",
  'error.repositoryUnknown':
    "The portal can't look for {{repository}} at {{host}}: {{problem}}. {{advice}}",
  'error.repositoryCredentials': 'its credentials cannot be used ({{answer}})',
  'error.repositoryNoApi':
    'its integration has no address of the API (apiBaseUrl)',
  'error.repositorySilent': 'it gives no answer',
  'error.repositoryAnswer': 'it answered {{answer}} to GET {{path}}',
  'error.repositoryAnonymous':
    "The portal has no credentials for {{host}}, so it can't publish there. {{advice}}",
  'error.repositoryOwner':
    '{{host}} has no owner {{owner}}, or not for the portal. Choose another owner. {{advice}}',
  'error.repositoryOrganization':
    '{{host}} has no organization {{owner}}, or not for the portal. Choose another owner. {{advice}}',
  'error.repositoryAdvice':
    'Ask an administrator to check integrations.{{provider}} in app-config: its credentials must be allowed to create repositories of {{owner}}. Without a repository, the template creates only the database',
  'error.restoreOrigin':
    'Stack {{stackName}} holds a restored database, but its tag {{tag}}, its output {{output}} or the restore properties of its template were changed outside this portal. A deploy could replace the cluster. Put them back in CloudFormation: {{properties}}',
} as const;
