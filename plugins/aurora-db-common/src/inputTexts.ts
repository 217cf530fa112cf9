import { environmentNameExpected } from './environmentNameExpected';

/**
 * English texts about invalid input. They are part of {@link messageTexts}.
 *
 * Schemas use the texts without placeholders as their own messages. The backend finds the code of
 * such a message by its text. Further codes describe the kinds of issues that zod reports.
 *
 * @public
 */
export const inputTexts = {
  'input.missing': '{{field}} is missing',
  'input.wrong': '{{field}}: {{problem}} (got {{value}})',
  'input.unknown': 'No such input: {{fields}}. Remove it',
  'input.body': 'The request needs a JSON object as its body',
  'input.path':
    'The path of the request cannot be decoded. Encode it as in URLs',
  'input.text': 'expected text',
  'input.number': 'expected a number',
  'input.wholeNumber': 'expected a whole number',
  'input.boolean': 'expected true or false',
  'input.list': 'expected a list',
  'input.object': 'expected an object',
  'input.oneOf': 'expected one of {{values}}',
  'input.tooShort': 'expected at least {{minimum}} characters',
  'input.tooLong': 'expected at most {{maximum}} characters',
  'input.tooSmall': 'expected at least {{minimum}}',
  'input.tooLarge': 'expected at most {{maximum}}',
  'input.other': 'this value is not accepted',
  'input.databaseName':
    'expected lower-case letters, digits and single hyphens, starting with a letter, for example goal-mandala',
  'input.environmentName': environmentNameExpected,
  'input.entityName': 'expected letters, digits and any of -_. between them',
  'input.entityRef':
    'expected an entity reference such as group:default/payments',
  'input.capacitySteps': 'expected steps of 0.5 ACU',
  'input.capacityOrder': 'minCapacity must not exceed maxCapacity',
  'input.engineVersion':
    'expected a major version such as 15, or an exact one such as 15.17',
  'input.tagCharacters': 'expected letters, digits, spaces and any of _.:/=+-@',
  'input.tagPrefix':
    'expected a text that does not begin with aws: or rds:, which AWS reserves',
  'input.snapshotId':
    'expected the identifier of a snapshot: letters, digits and hyphens',
  'input.statementId': 'expected the identifier of a statement of the load',
  'input.restoreSource':
    'expected an object with snapshotId, with time, or with latest: true',
  'input.time': 'expected a time such as 2026-11-25T08:15:00Z',
  'input.repositoryPart':
    'expected letters, digits and . _ -, not beginning with a dot',
  'input.repositoryName': 'expected a name without a slash',
  'input.logOrder': 'from ({{from}}) must be before to ({{to}})',
  'input.logFuture': 'from ({{from}}) is in the future: it is {{now}} now',
  'input.logSpan': 'from and to can be at most {{days}} days apart',
  'input.logSearch': 'search can have at most {{maximum}} characters',
  'input.logNext':
    'next does not belong to this query, or is too old. Read the first page again, without next',
} as const;
