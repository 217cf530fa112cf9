/** `auroraDb` of app-config, or a part of it, is missing or invalid. The message has a line for each problem. */
export class InvalidConfigError extends Error {
  /** @param problems - each begins with the full key, and names the expected and the actual value */
  constructor(readonly problems: readonly string[]) {
    super(`Invalid configuration:\n${problems.join('\n')}`);
  }
}
