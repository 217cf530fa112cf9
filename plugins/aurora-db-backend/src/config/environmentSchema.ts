import {
  databaseConfigFields,
  defaultEngineVersion,
  engineVersionSchema,
  environmentProfiles,
  environmentSettingsFields,
  environmentShortNameSchema,
  isSupportedEngineVersion,
  supportedEngineVersions,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import { entityRefPattern, existingSchema } from './existingSchema';

const roleExpected = 'expected the ARN of an IAM role';
const roleArnSchema = z
  .string(roleExpected)
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, roleExpected);

const rolesExpected = 'expected a list of ARNs of IAM roles';

const ownerExpected =
  'expected an entity reference such as group:default/payments';
const ownersExpected =
  'expected at least one owner; without owners the role is for every database';

const lambdaRoleSchema = z.strictObject(
  {
    arn: roleArnSchema,
    owners: z
      .array(
        z.string(ownerExpected).regex(entityRefPattern, ownerExpected),
        ownersExpected,
      )
      .min(1, ownersExpected)
      .optional(),
  },
  'expected the ARN of an IAM role, or an object with arn and owners',
);

/** A plain ARN is a role for all databases. Not a union, because errors of a union name no key. */
const lambdaRoleEntrySchema = z.preprocess((entry, context) => {
  if (typeof entry !== 'string') {
    return entry;
  }
  if (!roleArnSchema.safeParse(entry).success) {
    context.addIssue({ code: 'custom', message: roleExpected });
    return z.NEVER;
  }
  return { arn: entry };
}, lambdaRoleSchema);

const profileExpected = `expected one of ${environmentProfiles.join(', ')}`;
const topicExpected = 'expected the ARN of an SNS topic';
const engineVersionExpected = `expected ${supportedEngineVersions}, in quotes`;
const titleExpected = 'expected a text of 1 to 60 characters';

/** Price of capacity in US dollars per ACU-hour. */
export const acuHourSchema = z.number().positive().max(100);

/** An environment in app-config, except its network. */
export const environmentSchema = z.strictObject(
  {
    profile: z.enum(environmentProfiles, profileExpected).optional(),
    title: z
      .string(titleExpected)
      .trim()
      .min(1, titleExpected)
      .max(60, titleExpected)
      .optional(),
    shortName: environmentShortNameSchema.optional(),
    accountId: z
      .string('expected an account id of 12 digits in quotes')
      .regex(/^\d{12}$/, 'expected an account id of 12 digits in quotes'),
    region: z
      .string('expected a region such as ap-northeast-1')
      .regex(
        /^[a-z]{2,}(-[a-z]+)+-\d+$/,
        'expected a region such as ap-northeast-1',
      ),
    endpoint: z
      .url({
        protocol: /^https?$/,
        error: 'expected an http or https URL',
      })
      .optional(),
    network: z.record(
      z.string(),
      z.unknown(),
      'expected the ids of an existing network, or the exports of its stack',
    ),
    alarmTopicArn: z
      .string(topicExpected)
      .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:.+$/, topicExpected)
      .optional(),
    lambdaRoleArns: z.array(lambdaRoleEntrySchema, rolesExpected).default([]),
    cloudFormationRoleArn: roleArnSchema.optional(),
    ...environmentSettingsFields,
    engineVersion: z
      .string(engineVersionExpected)
      .refine(
        version =>
          engineVersionSchema.safeParse(version).success &&
          isSupportedEngineVersion(version),
        engineVersionExpected,
      )
      .default(defaultEngineVersion),
    acuHour: acuHourSchema.optional(),
    existing: existingSchema.optional(),
    snapshotBeforeChange: z.boolean('expected true or false').optional(),
    ...z.object(databaseConfigFields).partial().shape,
  },
  'expected an object with accountId, region and network',
);
