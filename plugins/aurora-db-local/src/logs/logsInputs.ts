import { z } from 'zod';
import { units } from '../cloudwatch/metrics/units';
import { ignored, rejected, stored } from '../service/inputHandling';
import {
  booleanInput,
  integerInput,
  listInput,
  numberInput,
} from '../service/inputs';
import { tagKeyInput } from '../service/tagInputs';

export const logTagsSchema = z.record(z.string(), z.string());

/** Source: API reference of PutRetentionPolicy. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827,
  2192, 2557, 2922, 3288, 3653,
];

/** AWS's limit of tags of a log group. */
export const maxTags = 50;

const tags = z
  .record(
    tagKeyInput.regex(
      /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
      'has characters that tags lack',
    ),
    z
      .string()
      .max(256)
      .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, 'has characters that tags lack'),
  )
  .refine(
    given => Object.keys(given).length <= maxTags,
    `must have at most ${maxTags} tags`,
  );

const logGroupName = z
  .string()
  .regex(/^[\w./#-]{1,512}$/, 'must have 1 to 512 letters, digits or ._/#-');

const logGroupClass = z.enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']);

const kmsKeyId = stored(
  z
    .string()
    .max(256)
    .regex(
      /^arn:aws:kms:[^:]+:\d{12}:key\/.+$/,
      'must be the ARN of a key: arn:aws:kms:<region>:<account>:key/<id>',
    ),
  'Nothing is encrypted with it.',
);

/** A log group by name or ARN. */
const groupIdentifier = z.string().min(1).max(2048);

const filterName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^:*]*$/, 'must not have a colon or an asterisk');

const metricText = z
  .string()
  .max(255)
  .regex(/^[^:*$]*$/, 'must not have a colon, an asterisk or a dollar sign');

const page = {
  limit: integerInput.pipe(z.number().min(1).max(50)).default(50),
  nextToken: z.string().min(1).optional(),
};

const logStreamName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^:*]*$/, 'must not have a colon or an asterisk');

/** Milliseconds since the epoch. */
const timestamp = integerInput.pipe(z.number().min(0));

const ofGroup = {
  logGroupName: logGroupName.optional(),
  logGroupIdentifier: groupIdentifier.optional(),
};

/** Members that reading events has in common. */
const eventPage = {
  ...ofGroup,
  startTime: timestamp.optional(),
  endTime: timestamp.optional(),
  limit: integerInput.pipe(z.number().min(1).max(10_000)).default(10_000),
  nextToken: z.string().min(1).optional(),
  unmask: ignored('Nothing is masked, because groups have no data protection.'),
};

const accounts = 'Accounts are not linked.';
const events = 'Filters count lines of server logs, which have no fields.';

const transformation = z.strictObject({
  metricName: metricText.min(1),
  metricNamespace: metricText.min(1),
  metricValue: z
    .string()
    .max(100)
    .regex(
      /^(\$.+|[+-]?\d+(\.\d+)?([eE][+-]?\d+)?)$/,
      'must be a number or a field such as $size',
    ),
  defaultValue: numberInput.optional(),
  dimensions: z
    .record(z.string().max(255), z.string().max(255))
    .refine(
      given => Object.keys(given).length <= 3,
      'must have at most 3 dimensions',
    )
    .optional(),
  unit: z.enum(units).optional(),
});

/** Inputs of the operations of CloudWatch Logs that aurora-db-local implements. */
export const logsInputs = {
  ByName: z.strictObject({ logGroupName }),
  CreateLogGroup: z.strictObject({
    logGroupName,
    kmsKeyId: kmsKeyId.optional(),
    logGroupClass: logGroupClass.default('STANDARD'),
    tags: tags.default({}),
    deletionProtectionEnabled: booleanInput.default(false),
  }),
  AssociateKmsKey: z.strictObject({
    logGroupName: logGroupName.optional(),
    kmsKeyId,
    resourceIdentifier: groupIdentifier.optional(),
  }),
  DisassociateKmsKey: z.strictObject({
    logGroupName: logGroupName.optional(),
    resourceIdentifier: groupIdentifier.optional(),
  }),
  PutLogGroupDeletionProtection: z.strictObject({
    logGroupIdentifier: groupIdentifier,
    deletionProtectionEnabled: booleanInput,
  }),
  DescribeLogGroups: z.strictObject({
    ...page,
    accountIdentifiers: rejected(accounts, ['[]']),
    includeLinkedAccounts: rejected(accounts, ['false']),
    logGroupClass: logGroupClass.optional(),
    logGroupIdentifiers: listInput(groupIdentifier)
      .refine(given => given.length <= 50, 'must have at most 50 names or ARNs')
      .default([]),
    logGroupNamePrefix: logGroupName.optional(),
    logGroupNamePattern: z.string().max(512).optional(),
  }),
  DescribeLogStreams: z.strictObject({
    ...page,
    ...ofGroup,
    logStreamNamePrefix: logStreamName.optional(),
    orderBy: z
      .enum(['LogStreamName', 'LastEventTime'])
      .default('LogStreamName'),
    descending: booleanInput.default(false),
  }),
  FilterLogEvents: z.strictObject({
    ...eventPage,
    logStreamNames: listInput(logStreamName)
      .refine(
        given => given.length >= 1 && given.length <= 100,
        'must have 1 to 100 names',
      )
      .optional(),
    logStreamNamePrefix: logStreamName.optional(),
    filterPattern: z.string().max(1024).default(''),
    startFromHead: booleanInput.default(true),
    interleaved: ignored(
      'Events of all streams are always interleaved, as in AWS.',
    ),
  }),
  GetLogEvents: z.strictObject({
    ...eventPage,
    logStreamName,
    startFromHead: booleanInput.default(false),
  }),
  PutRetentionPolicy: z.strictObject({
    logGroupName,
    retentionInDays: integerInput.refine(days => retentionDays.includes(days), {
      error: `must be one of ${retentionDays.join(', ')}`,
    }),
  }),
  PutMetricFilter: z.strictObject({
    logGroupName,
    filterName,
    filterPattern: z.string().max(1024),
    metricTransformations: z
      .array(transformation)
      .length(1, 'must have exactly one transformation'),
    applyOnTransformedLogs: rejected(events, ['false']),
    emitSystemFieldDimensions: rejected(events, ['[]']),
    fieldSelectionCriteria: rejected(events, ['']),
  }),
  DescribeMetricFilters: z.strictObject({
    ...page,
    logGroupName: logGroupName.optional(),
    filterNamePrefix: filterName.optional(),
    metricName: metricText.optional(),
    metricNamespace: metricText.optional(),
  }),
  DeleteMetricFilter: z.strictObject({ logGroupName, filterName }),
  TagResource: z.strictObject({ resourceArn: groupIdentifier, tags }),
  UntagResource: z.strictObject({
    resourceArn: groupIdentifier,
    tagKeys: z.array(z.string().min(1).max(128)),
  }),
  ListTagsForResource: z.strictObject({ resourceArn: groupIdentifier }),
};
