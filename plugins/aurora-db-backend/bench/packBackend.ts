import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const workspace = resolve(__dirname, '../../..');

/**
 * Packs the packages as for publishing, and compiles the bench's backend as in production.
 *
 * @param folder - an empty folder outside the workspace
 * @returns the root folder for `BenchPortal`
 */
export async function packBackend(folder: string): Promise<string> {
  const { packPortal } = await import(
    pathToFileURL(join(workspace, 'scripts/packPortal.mjs')).href
  );
  const { root }: { root: string } = packPortal(folder);
  await build({
    entryPoints: [join(__dirname, 'portalBackend.ts')],
    bundle: true,
    platform: 'node',
    packages: 'external',
    outfile: join(root, 'plugins/aurora-db-backend/bench/portalBackend.js'),
  });
  return root;
}
