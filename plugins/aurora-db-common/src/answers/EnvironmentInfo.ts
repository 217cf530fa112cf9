import { z } from 'zod';
import { databaseConfigFields } from '../config/DatabaseConfig';
import {
  environmentNameSchema,
  environmentProfileSchema,
} from '../environments';

/** Schema of {@link EnvironmentInfo}. @public */
export const environmentInfoSchema = z.object({
  name: environmentNameSchema,
  /** For people. Absent: they see the name. */
  title: z.string().optional(),
  profile: environmentProfileSchema,
  /** Part of the identifiers of AWS resources and entities. */
  shortName: z.string(),
  region: z.string(),
  accountId: z.string(),
  config: z.object(databaseConfigFields),
  /** Capacities that the environment allows, in ACU. */
  bounds: z.object({ minCapacity: z.number(), maxCapacity: z.number() }),
});

/** An environment with its configuration and bounds. @public */
export type EnvironmentInfo = z.infer<typeof environmentInfoSchema>;
