import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const jsonSchema: z.ZodType<z.infer<ReturnType<typeof z.json>>> = z.json();

const templateSchema = z.object({
  apiVersion: z.literal('scaffolder.backstage.io/v1beta3'),
  kind: z.literal('Template'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    parameters: z.array(
      z
        .object({
          title: z.string(),
          required: z.array(z.string()).optional(),
          properties: z.record(z.string(), z.record(z.string(), jsonSchema)),
        })
        .catchall(jsonSchema),
    ),
    steps: z.array(
      z.object({
        id: z.string(),
        action: z.string(),
        if: z.string().optional(),
        input: z.record(z.string(), jsonSchema),
      }),
    ),
    output: z.unknown().optional(),
  }),
});

/** Reads one of this repository's templates. */
export function readTemplate(name: string): z.infer<typeof templateSchema> {
  const file = join(__dirname, '../../../../templates', name, 'template.yaml');
  return templateSchema.parse(parse(readFileSync(file, 'utf8')));
}
