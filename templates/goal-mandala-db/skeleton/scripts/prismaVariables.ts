import { accessSync, chmodSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '../src/database/ConfigurationError.ts';

const engine = resolve('scripts/schemaEngine.mjs');

/**
 * The variables of Prisma's command line. With `PRISMA_ENGINE=wasm`, it uses the WebAssembly build
 * of its engine, which npm installs, and downloads nothing.
 *
 * @throws ConfigurationError if `PRISMA_ENGINE` has another value
 */
export function prismaVariables(
  variables: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { PRISMA_ENGINE: kind = 'download' } = variables;
  if (kind !== 'download' && kind !== 'wasm') {
    throw new ConfigurationError(
      `PRISMA_ENGINE is "${kind}": use "download" (binaries.prisma.sh or PRISMA_ENGINES_MIRROR) or "wasm" (from npm)`,
    );
  }
  // Prisma's anonymous question for a newer version would leave the network.
  const common = { ...variables, CHECKPOINT_DISABLE: '1' };
  if (kind === 'download' || variables.PRISMA_SCHEMA_ENGINE_BINARY) {
    return common;
  }
  makeExecutable(engine);
  return { ...common, PRISMA_SCHEMA_ENGINE_BINARY: engine };
}

/** Some ways of copying a repository lose this permission. */
function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
