import {
  databaseConfigSchema,
  environmentSettingsSchema,
  restoreOriginSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Construct } from 'constructs';
import type { DatabaseConstructProps } from './DatabaseConstructProps';
import { RequestedDatabase } from './RequestedDatabase';

/**
 * An Aurora Serverless v2 PostgreSQL cluster in private subnets of an existing VPC. Includes
 * secrets, a parameter group, a log group with retention, IAM authentication, alarms and a
 * dashboard.
 *
 * @public
 */
export class DatabaseConstruct extends RequestedDatabase {
  /**
   * @throws ZodError if the config is out of bounds, or a setting or `restoreFrom` is invalid;
   *   InvalidSynthRequestError if all subnets are in one zone, or if a role or topic is in another
   *   account or region
   */
  constructor(scope: Construct, id: string, props: DatabaseConstructProps) {
    const config = databaseConfigSchema.parse(props.config);
    super(scope, id, {
      ...props,
      ...environmentSettingsSchema.parse(props),
      config,
      protect: props.protect ?? config.deletionProtection,
      restoreFrom: restoreOriginSchema.optional().parse(props.restoreFrom),
    });
  }
}
