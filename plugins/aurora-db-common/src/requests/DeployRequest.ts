import { z } from 'zod';
import { inputTexts } from '../inputTexts';
import { maxCapacitySchema, minCapacitySchema } from '../config/DatabaseConfig';
import { engineVersionSchema } from '../engineVersions';
import { environmentNameSchema } from '../environments';
import { maxDatabaseNameLength } from '../naming/names';

/** Pattern of a database's form name: lower-case words joined by single hyphens. @public */
export const databaseNamePattern = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

/** Schema of a database's form name, 3 to 40 characters. @public */
export const databaseNameSchema = z
  .string()
  .min(3, 'a database name has at least 3 characters')
  .max(
    maxDatabaseNameLength,
    `a database name has at most ${maxDatabaseNameLength} characters`,
  )
  .regex(new RegExp(databaseNamePattern), inputTexts['input.databaseName']);

/**
 * An entity reference such as `group:default/payments`. A bare name is a group in the default
 * namespace.
 */
const entityRefSchema = z
  .string()
  .min(1)
  .max(254)
  .regex(
    /^([a-zA-Z][a-zA-Z0-9]*:)?([a-zA-Z0-9._-]+\/)?[a-zA-Z0-9._-]+$/,
    inputTexts['input.entityRef'],
  );

/** The fields of {@link DeployRequest}, for APIs that build their own schema from them. @public */
export const deployRequestFields = {
  name: databaseNameSchema,
  environment: environmentNameSchema,
  owner: entityRefSchema,
  system: entityRefSchema.optional(),
  minCapacity: minCapacitySchema.optional(),
  maxCapacity: maxCapacitySchema.optional(),
  engineVersion: engineVersionSchema.optional(),
  allowInstanceReplacement: z.boolean().optional(),
};

/** Schema of {@link DeployRequest}. @public */
export const deployRequestSchema = z.strictObject(deployRequestFields);

/** A user's request to create or change a database. @public */
export type DeployRequest = z.infer<typeof deployRequestSchema>;

/**
 * Schema of the form values of `template:default/goal-mandala-db`. `repoUrl` only concerns the
 * application's repository.
 *
 * @public
 */
export const deployFormSchema = z
  .strictObject({
    ...deployRequestFields,
    repoUrl: z.string().max(500).optional(),
  })
  .transform(({ repoUrl: _, ...request }): DeployRequest => request);
