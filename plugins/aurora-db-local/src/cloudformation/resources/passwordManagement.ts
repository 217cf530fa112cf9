import { z } from 'zod';
import { isTrue } from './isTrue';
import type { ResourceRequest } from './ResourceType';

/**
 * Who manages the password. As the published handler does, it says so with each modification; when the template no longer asks
 * RDS for it, the modification gives it back.
 */
export function passwordManagement({
  properties,
  previousProperties,
}: ResourceRequest): Record<string, unknown> {
  if (isTrue(properties.ManageMasterUserPassword)) {
    return {
      ManageMasterUserPassword: true,
      MasterUserSecretKmsKeyId: z
        .object({ KmsKeyId: z.string().optional() })
        .parse(properties.MasterUserSecret ?? {}).KmsKeyId,
    };
  }
  return isTrue(previousProperties.ManageMasterUserPassword)
    ? { ManageMasterUserPassword: false }
    : {};
}
