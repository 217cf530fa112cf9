/**
 * A variable, a secret or a file of the application is missing or wrong. A retry does not help.
 */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}
