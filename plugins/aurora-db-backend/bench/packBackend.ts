import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const workspace = resolve(__dirname, '../../..');

/**
 * Arranges the packages as published, and compiles the bench's backend, as in production.
 *
 * @param folder - an empty one, outside the workspace
 * @returns its root, for `BenchPortal`
 */
export async function packBackend(folder: string): Promise<string> {
  const { packPortal } = await import(
    pathToFileURL(join(workspace, 'scripts/packPortal.mjs')).href
  );
  const root: string = packPortal(folder);
  await build({
    entryPoints: [join(__dirname, 'portalBackend.ts')],
    bundle: true,
    platform: 'node',
    packages: 'external',
    outfile: join(root, 'plugins/aurora-db-backend/bench/portalBackend.js'),
  });
  return root;
}
