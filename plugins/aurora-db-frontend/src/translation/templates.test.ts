import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = join(__dirname, '../../../../templates');
const names = [
  'goal-mandala-db',
  'aurora-db-release-snapshot',
  'aurora-db-delete',
];
const templateSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), tags: z.array(z.string()) }),
});

/** Keys that hold texts for people. A `name` is one only in a step. */
const textKeys = new Set([
  'title',
  'description',
  'errorMessage',
  'createButtonText',
  'message',
  'content',
]);

const expressionsOf = (text: string) =>
  [...text.matchAll(/\$\{\{.*?\}\}/gs)].map(([expression]) =>
    expression.replace(/"[^"]*"/g, '""'),
  );

/** Texts by their place, and the template with each text replaced by its expressions. */
function split(template: unknown): {
  texts: Map<string, string>;
  structure: unknown;
} {
  const texts = new Map<string, string>();
  const visit = (value: unknown, path: string[]): unknown => {
    const key = path.at(-1) ?? '';
    const isStepName = key === 'name' && path[1] === 'steps';
    if (
      typeof value === 'string' &&
      (textKeys.has(key) || (isStepName && path.length === 4))
    ) {
      texts.set(path.join('.'), value);
      return expressionsOf(value);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => visit(item, [...path, `${index}`]));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          visit(item, [...path, name]),
        ]),
      );
    }
    return value;
  };
  const structure = visit(template, []);
  return { texts, structure };
}

const read = (name: string, file: string) =>
  templateSchema.parse(parse(readFileSync(join(folder, name, file), 'utf8')));

describe.each(names)('the Japanese template of %s', name => {
  const english = read(name, 'template.yaml');
  const japanese = read(name, 'template.ja.yaml');

  it('has the parameters, steps and output of the English one', () => {
    const { metadata, ...rest } = english;
    expect(split(japanese).structure).toEqual(
      split({
        ...rest,
        metadata: {
          ...metadata,
          name: `${name}-ja`,
          tags: [...metadata.tags, 'ja'],
        },
      }).structure,
    );
  });

  it('says every text in Japanese, with half-width punctuation', () => {
    const { texts } = split(japanese);
    expect(texts.size).toBeGreaterThan(10);
    expect(
      [...texts].filter(
        ([, text]) =>
          !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text) ||
          /[\uff01-\uff5e\u3000]|\s%/.test(text),
      ),
    ).toEqual([]);
  });
});
