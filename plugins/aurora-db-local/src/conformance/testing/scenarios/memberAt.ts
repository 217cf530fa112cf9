/** The text at a path of an output, such as `KeyMetadata.Arn` or `Vpcs.0.VpcId`; empty if absent. */
export function memberAt(output: unknown, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null
          ? Reflect.get(value, name)
          : undefined,
      output,
    );
  return typeof found === 'string' ? found : '';
}
