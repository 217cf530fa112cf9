import {
  environmentNameSchema,
  type EnvironmentProfile,
  environmentProfiles,
  environmentProfileSchema,
  RESOURCE_TYPE_AURORA_DB_ENVIRONMENT,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

/** The properties of an environment that permission rules use. @public */
export interface EnvironmentResource {
  name: string;
  /** Absent if the configuration of the environment is invalid. */
  profile?: EnvironmentProfile;
}

/** Resource type of permissions on environments. The resourceRef is the environment's name. */
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
      .describe('Names of environments, as in app-config'),
  }),
  apply: ({ name }, { environments }) => environments.includes(name),
  toQuery: () => refuseQuery('IS_ENVIRONMENT'),
});

const hasProfile = createPermissionRule({
  name: 'HAS_PROFILE',
  description: 'Allow in the environments of the given profiles',
  resourceRef: auroraDbEnvironmentResourceRef,
  paramsSchema: z.object({
    profiles: z
      .array(environmentProfileSchema)
      .describe(`Profiles of environments: ${environmentProfiles.join(', ')}`),
  }),
  apply: ({ profile }, { profiles }) =>
    profile !== undefined && profiles.includes(profile),
  toQuery: () => refuseQuery('HAS_PROFILE'),
});

function refuseQuery(rule: string): never {
  throw new Error(
    `Environments are configuration: ${rule} is only applied, and never made into a query`,
  );
}

/** The rules of {@link auroraDbEnvironmentResourceRef}. */
export const auroraDbEnvironmentRules = { isEnvironment, hasProfile };

const exports = createConditionExports({
  resourceRef: auroraDbEnvironmentResourceRef,
  rules: auroraDbEnvironmentRules,
});

/**
 * Conditions for permission policies. `isEnvironment` takes the `environments` by name, such as
 * `eu-dev`, and `hasProfile` takes `profiles`, such as `dev`.
 *
 * @public
 */
export const auroraDbEnvironmentConditions = exports.conditions;

/**
 * Makes a policy's conditional decision about `aurora-db.environment.deploy` or
 * `aurora-db.environment.inspect`.
 *
 * @public
 */
export const createAuroraDbEnvironmentConditionalDecision =
  exports.createConditionalDecision;
