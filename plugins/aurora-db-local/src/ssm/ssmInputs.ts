import { z } from 'zod';
import { rejected } from '../service/inputHandling';
import { booleanInput, integerInput, listInput } from '../service/inputs';
import { tagKeyInput, tagsInput } from '../service/tagInputs';
import { parameterTypes } from './ParameterRecord';

const Name = z.string().min(1).max(2048);
const Names = listInput(Name).pipe(z.array(Name).min(1).max(10));
const WithDecryption = booleanInput.default(false);
const NextToken = z.string().optional();

const tagKey = z
  .string()
  .regex(
    /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
    'must have 1 to 128 letters, digits, spaces or _.:/=+-@',
  );
const tag = z.strictObject({
  Key: tagKey.and(tagKeyInput),
  Value: z
    .string()
    .regex(
      /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
      'must have at most 256 letters, digits, spaces or _.:/=+-@',
    ),
});

const pageOf = (most: number) => ({
  MaxResults: integerInput.pipe(z.number().min(1).max(most)).default(most),
  NextToken,
});

const filter = z.strictObject({
  Key: z
    .string()
    .max(132)
    .regex(
      /^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$/,
      'must be Name, Type, KeyId, Path, Label, Tier, DataType or tag:<key>',
    ),
  Option: z.string().min(1).max(10).optional(),
  Values: listInput(z.string().min(1).max(1024))
    .pipe(z.array(z.string()).max(50))
    .default([]),
});
export type ParameterFilter = z.infer<typeof filter>;

const resource = {
  ResourceType: z.enum([
    'Document',
    'ManagedInstance',
    'MaintenanceWindow',
    'Parameter',
    'PatchBaseline',
    'OpsItem',
    'OpsMetadata',
    'Automation',
    'Association',
  ]),
  ResourceId: z.string(),
};

const Label = z.string().min(1).max(100);
const Labels = listInput(Label).pipe(z.array(Label).min(1).max(10));

/** Inputs of the operations of Parameter Store. */
export const ssmInputs = {
  PutParameter: z.strictObject({
    Name,
    Description: z.string().max(1024).optional(),
    Value: z.string().min(1),
    Type: z.enum(parameterTypes).optional(),
    KeyId: z
      .string()
      .regex(/^[a-zA-Z0-9:/_-]{1,256}$/, 'must be a key id, alias or ARN')
      .optional(),
    Overwrite: booleanInput.default(false),
    AllowedPattern: z.string().max(1024).optional(),
    Tags: tagsInput(tag).default([]),
    Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
    Policies: rejected(
      'Parameters do not expire here, and send no notifications.',
      ['', '[]', '[{}]'],
    ),
    DataType: z.string().max(128).optional(),
  }),
  GetParameter: z.strictObject({ Name, WithDecryption }),
  GetParameters: z.strictObject({ Names, WithDecryption }),
  GetParametersByPath: z.strictObject({
    Path: Name,
    Recursive: booleanInput.default(false),
    ParameterFilters: listInput(filter).default([]),
    WithDecryption,
    ...pageOf(10),
  }),
  GetParameterHistory: z.strictObject({
    Name,
    WithDecryption,
    ...pageOf(50),
  }),
  DescribeParameters: z.strictObject({
    Filters: listInput(
      z.strictObject({
        Key: z.enum(['Name', 'Type', 'KeyId']),
        Values: listInput(z.string().min(1).max(1024)),
      }),
    ).default([]),
    ParameterFilters: listInput(filter).default([]),
    Shared: booleanInput.default(false),
    ...pageOf(50),
  }),
  DeleteParameter: z.strictObject({ Name }),
  DeleteParameters: z.strictObject({ Names }),
  LabelParameterVersion: z.strictObject({
    Name,
    ParameterVersion: integerInput.optional(),
    Labels,
  }),
  UnlabelParameterVersion: z.strictObject({
    Name,
    ParameterVersion: integerInput,
    Labels,
  }),
  AddTagsToResource: z.strictObject({ ...resource, Tags: tagsInput(tag) }),
  RemoveTagsFromResource: z.strictObject({
    ...resource,
    TagKeys: listInput(tagKey),
  }),
  ListTagsForResource: z.strictObject(resource),
};
