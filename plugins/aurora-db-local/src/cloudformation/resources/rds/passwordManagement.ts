import { z } from 'zod';
import { isTrue } from '../isTrue';
import type { ResourceRequest } from '../ResourceType';

/**
 * Who manages the password. The published handler sends it with every modification. If the template
 * no longer asks RDS to manage it, the modification ends that.
 */
export function passwordManagement({
  properties,
  previousProperties,
}: ResourceRequest): Record<string, unknown> {
  if (isTrue(properties.ManageMasterUserPassword)) {
    return {
      ManageMasterUserPassword: true,
      MasterUserSecretKmsKeyId: z
        .strictObject({ KmsKeyId: z.string().optional() })
        .parse(properties.MasterUserSecret ?? {}).KmsKeyId,
    };
  }
  return isTrue(previousProperties.ManageMasterUserPassword)
    ? { ManageMasterUserPassword: false }
    : {};
}
