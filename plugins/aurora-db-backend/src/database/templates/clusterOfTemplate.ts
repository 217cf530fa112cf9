import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import {
  clusterResourceType,
  databaseTemplateSchema,
} from './databaseTemplateSchema';

const tagsSchema = z.array(z.object({ Key: z.string() }));

/**
 * Returns the properties of the cluster in a template; undefined if the template has no cluster.
 *
 * @param template - JSON
 */
export function clusterOfTemplate(
  template: string,
): Record<string, unknown> | undefined {
  const { Resources } = databaseTemplateSchema.parse(JSON.parse(template));
  const cluster = Object.values(Resources).find(
    ({ Type }) => Type === clusterResourceType,
  );
  return cluster && (cluster.Properties ?? {});
}

/** The KMS key of a cluster's storage, as its template names it. Absent: the key that AWS manages. */
export function keyOfCluster({
  KmsKeyId,
}: Record<string, unknown>): string | undefined {
  return typeof KmsKeyId === 'string' ? KmsKeyId : undefined;
}

/** The keys of the tags that the environment had when the portal made the template. */
export function environmentTagsOf({ Tags }: Record<string, unknown>): string[] {
  const own: readonly string[] = Object.values(auroraDbTags);
  return (tagsSchema.safeParse(Tags).data ?? [])
    .map(({ Key }) => Key)
    .filter(key => !own.includes(key));
}
