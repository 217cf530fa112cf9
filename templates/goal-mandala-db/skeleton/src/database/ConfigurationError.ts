/**
 * The application is not set up right: a variable, a secret or a file is missing or wrong. Trying
 * again does not help.
 */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}
