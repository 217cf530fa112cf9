import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RepositoryProvider } from '@aurora-db/backstage-plugin-aurora-db-common';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { parse } from 'yaml';
import { z } from 'zod';
import type {
  TemplateLanguage,
  TemplatesConfig,
} from '../config/readTemplatesConfig';
import { fitPublishSteps } from './fitPublishSteps';

const names = [
  'goal-mandala-db',
  'aurora-db-release-snapshot',
  'aurora-db-delete',
];

const files: Record<TemplateLanguage, string> = {
  en: 'template.yaml',
  ja: 'template.ja.yaml',
};

const templateSchema = z.object({
  apiVersion: z.string(),
  kind: z.literal('Template'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.record(z.string(), z.json()),
});

/** In a published package, its own folder. In the repository, the folder at the top. */
function templatesFolder(): string {
  const packaged = resolvePackagePath(
    '@aurora-db/backstage-plugin-aurora-db-backend',
    'templates',
  );
  return existsSync(packaged)
    ? packaged
    : resolve(packaged, '../../../templates');
}

/**
 * Reads the templates as catalog entities. The first language has the names of the folders, so that
 * links to the templates work in every portal. The names in other languages end with the language.
 *
 * The location of each entity is its file. The scaffolder resolves `./skeleton` against it and
 * reads files without an integration.
 */
export async function readTemplateEntities({
  languages,
  owner,
  providers,
}: Pick<TemplatesConfig, 'languages' | 'owner'> & {
  /** What the portal can publish to. */
  providers: ReadonlySet<RepositoryProvider>;
}): Promise<Entity[]> {
  const folder = templatesFolder();
  const read = async (
    name: string,
    language: TemplateLanguage,
    index: number,
  ): Promise<Entity> => {
    const file = join(folder, name, files[language]);
    const { metadata, spec, ...template } = templateSchema.parse(
      parse(await readFile(file, 'utf8')),
    );
    return {
      ...template,
      metadata: {
        ...metadata,
        name: index === 0 ? name : `${name}-${language}`,
        annotations: {
          [ANNOTATION_LOCATION]: `file:${file}`,
          [ANNOTATION_ORIGIN_LOCATION]: `file:${file}`,
        },
      },
      spec: {
        ...spec,
        steps: fitPublishSteps(spec.steps, providers),
        ...(owner && { owner }),
      },
    };
  };
  return Promise.all(
    names.flatMap(name =>
      languages.map((language, index) => read(name, language, index)),
    ),
  );
}
