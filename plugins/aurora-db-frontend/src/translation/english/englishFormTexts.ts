/** The texts of the form fields, in English. */
export const englishFormTexts = {
  'environments.label': 'Environment',
  'environments.loading': 'Loading the environments',
  'environments.error': 'The environments could not be read',
  'environments.none':
    'No environment is configured in this portal: see auroraDb.environments in its app-config',
  'environments.protected': 'protected against deletion',
  'environments.unprotected': 'not protected against deletion',
  'environments.local': 'Local: to try things out',
  'environments.dev': 'Development',
  'environments.stg': 'Staging: same as production',
  'environments.prod': 'Production',
  'repository.title': 'Repository',
  'repository.host': 'Host',
  'repository.owner': 'Owner',
  'repository.name': 'Name',
  'repository.loading': 'Loading the hosts of repositories',
  'repository.error': 'The hosts of repositories could not be read',
  'repository.onlyDatabase': 'The template creates only the database.',
  'repository.noHost':
    'This portal has no integration with GitHub, GitLab or Gitea, so it creates only the database. An administrator can add an integration to the app-config (integrations).',
  'repository.unknownHost':
    'This portal cannot create repositories on {{host}}',
  'repository.wrongOwner':
    'Owner: enter a user, an organization or a group in letters, digits and . _ -',
  'repository.wrongName': 'Name: enter letters, digits and . _ -',
  'capacity.min': 'Minimum capacity (ACU)',
  'capacity.max': 'Maximum capacity (ACU)',
  'capacity.chooseEnvironment': 'Choose an environment first',
  'capacity.range': '{{lowest}} to {{highest}}',
  'capacity.hint':
    '{{range}} ACU in steps of 0.5. If empty: {{standard}}, the default of {{environment}}',
  'capacity.hintOnly':
    'Only {{standard}} ACU is allowed in {{environment}}: leave this field empty',
  'capacity.notANumber': 'Enter a number of ACU, for example {{standard}}',
  'capacity.outOfBounds':
    '{{value}} ACU is outside the bounds of {{environment}}: choose {{range}}',
  'capacity.steps':
    '{{value}} ACU is between two steps of 0.5: choose {{lower}} or {{upper}}',
  'capacity.minAboveMax':
    'The minimum of {{min}} ACU is above the maximum of {{max}}: lower the minimum or raise the maximum',
  'capacity.unknownEnvironment':
    'The environment {{environment}} is not configured in this portal: choose another',
  'deployPlan.planning':
    'The plan is not ready yet: wait until it is shown, then continue',
  'deployPlan.impossible':
    'You can’t carry out this plan: correct the failed checks and the changes that are not allowed, or go back and choose differently',
  'deployPlan.refused':
    'The plan was refused: follow the message, or go back and choose differently',
  'deployPlan.missing':
    'There is no plan: press “Try again”, or tick the box to continue without one',
  'deployPlan.waive':
    'Continue without a plan: the deploy makes the same checks before it changes anything',
  'deployPlan.again': 'Plan again',
  'deployPlan.forbiddenTitle': 'You may not deploy this database',
  'deployPlan.forbiddenHint':
    'Or go back and choose another environment or name.',
} as const;
