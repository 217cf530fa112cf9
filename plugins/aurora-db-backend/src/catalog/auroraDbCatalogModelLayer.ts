import {
  auroraDbAnnotations,
  auroraDbResourceType,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { createCatalogModelLayer } from '@backstage/catalog-model/alpha';

const name = { type: 'string', minLength: 1 };

/**
 * Describes databases to the catalog: Resources of the type `aurora-postgresql` and their
 * annotations. Add it with `provideStaticCatalogModel`.
 *
 * @alpha
 */
export const auroraDbCatalogModelLayer = createCatalogModelLayer({
  layerId: 'aurora-db/resource-aurora-postgresql',
  builder(model) {
    model.addKindVersion({
      kind: 'Resource',
      versions: [
        {
          name: ['v1alpha1', 'v1beta1'],
          specType: auroraDbResourceType,
          description:
            'An Aurora Serverless v2 PostgreSQL database, deployed from this portal by a CloudFormation stack.',
          relationFields: [
            {
              selector: { path: 'spec.owner' },
              relation: 'ownedBy',
              defaultKind: 'Group',
              defaultNamespace: 'inherit',
              allowedKinds: ['Group', 'User'],
            },
            {
              selector: { path: 'spec.system' },
              relation: 'partOf',
              defaultKind: 'System',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.dependsOn' },
              relation: 'dependsOn',
              defaultNamespace: 'inherit',
            },
            {
              selector: { path: 'spec.dependencyOf' },
              relation: 'dependencyOf',
              defaultNamespace: 'inherit',
            },
          ],
          schema: {
            jsonSchema: {
              type: 'object',
              required: ['spec'],
              properties: {
                spec: {
                  type: 'object',
                  required: ['type', 'owner'],
                  properties: {
                    type: { const: auroraDbResourceType },
                    owner: {
                      ...name,
                      description:
                        'The group or user that may change, restore and delete the database.',
                    },
                    system: {
                      ...name,
                      description: 'The system that the database is part of.',
                    },
                    dependsOn: { type: 'array', items: name },
                    dependencyOf: { type: 'array', items: name },
                  },
                },
              },
            },
          },
        },
      ],
    });
    model.addAnnotation({
      name: auroraDbAnnotations.environment,
      title: 'Environment',
      description:
        'The environment of an Aurora database, by its name in auroraDb.environments of app-config.',
      schema: { jsonSchema: name },
    });
    model.addAnnotation({
      name: auroraDbAnnotations.stackName,
      title: 'Stack',
      description:
        "The name of the database's CloudFormation stack, in the account and region of its environment.",
      schema: { jsonSchema: name },
    });
    model.addAnnotation({
      name: auroraDbAnnotations.restoredFrom,
      title: 'Restored from',
      description: 'The database that this one was restored from.',
      schema: { jsonSchema: name },
    });
  },
});
