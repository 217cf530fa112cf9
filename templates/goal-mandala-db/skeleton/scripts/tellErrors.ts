// Ends a command with the sentence of a ConfigurationError, instead of a stack.
import { ConfigurationError } from '../src/database/ConfigurationError.ts';

process.on('uncaughtException', (error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
});
