import { z } from 'zod';
import { databaseTemplateSchema } from './databaseTemplateSchema';

const parametersSchema = z.object({
  Parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});

/**
 * Returns the parameters that a database's template sets, by name.
 *
 * @param template - JSON
 */
export function parametersOfTemplate(
  template: string,
): ReadonlyMap<string, string> {
  const { Resources } = databaseTemplateSchema.parse(JSON.parse(template));
  const groups = Object.values(Resources).filter(({ Type }) =>
    /^AWS::RDS::DB(Cluster)?ParameterGroup$/.test(Type),
  );
  return new Map(
    groups.flatMap(({ Properties }) =>
      Object.entries(
        parametersSchema.safeParse(Properties).data?.Parameters ?? {},
      ).map(([name, value]): [string, string] => [name, String(value)]),
    ),
  );
}
