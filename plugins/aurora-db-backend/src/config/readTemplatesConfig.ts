import type { Config } from '@backstage/config';
import { z } from 'zod';
import { describeIssues } from './describeIssues';
import { InvalidConfigError } from './InvalidConfigError';

const languages = ['en', 'ja'] as const;
export type TemplateLanguage = (typeof languages)[number];

const languagesExpected = `expected a list of ${languages.join(' and ')}, each at most once`;

const templatesSchema = z.strictObject(
  {
    enabled: z.boolean('expected true or false').default(true),
    languages: z
      .array(z.enum(languages, languagesExpected), languagesExpected)
      .min(1, languagesExpected)
      .refine(all => new Set(all).size === all.length, languagesExpected)
      .default(['en']),
    owner: z
      .string('expected an entity reference such as group:default/platform')
      .min(1, 'expected an entity reference such as group:default/platform')
      .optional(),
  },
  'expected an object with enabled, languages or owner',
);

/** `auroraDb.templates` of app-config. */
export type TemplatesConfig = z.infer<typeof templatesSchema>;

/** Reads `auroraDb.templates`. Throws an InvalidConfigError with a line for each wrong key. */
export function readTemplatesConfig(config: Config): TemplatesConfig {
  const key = 'auroraDb.templates';
  const value = config.getOptional(key) ?? {};
  const { data, error } = templatesSchema.safeParse(value);
  if (!data) {
    throw new InvalidConfigError(describeIssues(error, value, key));
  }
  return data;
}
