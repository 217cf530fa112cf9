/** Values of parameters and pseudo parameters, and of attributes such as `Role.Arn`. */
export type TemplateValues = Readonly<Record<string, string | string[]>>;

/** Stands for AWS::NoValue: the member or the item is left out. */
const noValue = Symbol('AWS::NoValue');

/** Resolves the functions of a template as CloudFormation does, as far as our template has them. */
export function resolveTemplate(
  template: { Conditions: Record<string, unknown>; Resources: unknown },
  values: TemplateValues,
): unknown {
  const listOf = (input: unknown): unknown[] => [input].flat();
  const find = (name: string) => {
    const found = values[name];
    if (found === undefined) {
      throw new Error(`The template has no value ${name}`);
    }
    return found;
  };
  const functions: Record<string, (input: unknown) => unknown> = {
    Ref: input => (input === 'AWS::NoValue' ? noValue : find(String(input))),
    'Fn::GetAtt': input => find(listOf(input).join('.')),
    'Fn::Sub': input =>
      String(input).replace(/\$\{([^}]+)\}/g, (_, name) => String(find(name))),
    'Fn::If': input => {
      const [condition, yes, no] = listOf(input);
      return resolve(template.Conditions[String(condition)])
        ? resolve(yes)
        : resolve(no);
    },
    'Fn::Not': input => !resolve(listOf(input)[0]),
    'Fn::Equals': input => {
      const [one, other] = listOf(input).map(resolve);
      return one === other;
    },
    'Fn::Join': input => {
      const [separator, items] = Array.isArray(input) ? input : [];
      return listOf(resolve(items)).join(String(separator));
    },
  };
  const resources = Object.entries(template.Resources ?? {}).filter(
    ([, resource]) =>
      resource.Condition === undefined ||
      resolve(template.Conditions[resource.Condition]),
  );
  return resolve(Object.fromEntries(resources));

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map(resolve).filter(item => item !== noValue);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [[name = '', input] = []] = Object.entries(value);
    const run = functions[name];
    if (run) {
      return run(input);
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, resolve(inner)] as const)
        .filter(([, inner]) => inner !== noValue),
    );
  }
}
