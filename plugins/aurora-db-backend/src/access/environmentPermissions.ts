import {
  environmentNameSchema,
  environmentNames,
  RESOURCE_TYPE_AURORA_DB_ENVIRONMENT,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

/** The properties of an environment that permission rules use. */
export interface EnvironmentResource {
  name: string;
}

/** Resource type of `aurora-db.environment.deploy`; the resourceRef is the environment's name. */
export const auroraDbEnvironmentResourceRef = createPermissionResourceRef<
  EnvironmentResource,
  never
>().with({
  pluginId: 'aurora-db',
  resourceType: RESOURCE_TYPE_AURORA_DB_ENVIRONMENT,
});

const isEnvironment = createPermissionRule({
  name: 'IS_ENVIRONMENT',
  description: 'Allow in the given environments',
  resourceRef: auroraDbEnvironmentResourceRef,
  paramsSchema: z.object({
    environments: z
      .array(environmentNameSchema)
      .describe(`Names of environments: ${environmentNames.join(', ')}`),
  }),
  apply: ({ name }, { environments }) =>
    environments.some(environment => environment === name),
  toQuery: () => {
    throw new Error(
      'Environments are configuration: IS_ENVIRONMENT is only ever applied, never made into a query',
    );
  },
});

/** The rules of {@link auroraDbEnvironmentResourceRef}. */
export const auroraDbEnvironmentRules = { isEnvironment };

const exports = createConditionExports({
  resourceRef: auroraDbEnvironmentResourceRef,
  rules: auroraDbEnvironmentRules,
});

/**
 * Conditions for permission policies. Example: `auroraDbEnvironmentConditions.isEnvironment({
 * environments: ['local', 'dev'] })`.
 *
 * @public
 */
export const auroraDbEnvironmentConditions = exports.conditions;

/**
 * Makes a policy's conditional decision about `aurora-db.environment.deploy`.
 *
 * @public
 */
export const createAuroraDbEnvironmentConditionalDecision =
  exports.createConditionalDecision;
