/** The option group of every instance of a version, for example `default:aurora-postgresql-15`. */
export function defaultOptionGroupOf(engineVersion: string): string {
  return `default:aurora-postgresql-${engineVersion.replace(/\..*/, '')}`;
}
