import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ApiEntity,
} from '@backstage/catalog-model';
import { stringify } from 'yaml';

const location = 'aurora-db:openapi.yaml';

/** Makes the catalog entity of the REST API. Its definition is the API's OpenAPI document. */
export function toApiEntity(options: {
  owner: string;
  /** Address of the API for clients, e.g. `https://portal.example.com/api/aurora-db`. */
  baseUrl: string;
  spec: object;
}): ApiEntity {
  const { owner, baseUrl, spec } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      namespace: 'default',
      name: 'aurora-db',
      title: 'Aurora DB',
      description:
        'Plans, health, snapshots, restores and the release gate of Aurora databases',
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
      tags: ['aurora', 'postgresql', 'database'],
    },
    spec: {
      type: 'openapi',
      lifecycle: 'production',
      owner,
      definition: stringify(
        { ...spec, servers: [{ url: baseUrl }] },
        { aliasDuplicateObjects: false },
      ),
    },
  };
}
