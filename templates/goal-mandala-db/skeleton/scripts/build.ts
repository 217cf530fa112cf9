// npm run build: bundles each handler into dist/, for the Lambda runtime nodejs22.x.
import { cp, readdir, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { build } from 'esbuild';

const handlers = 'src/handlers';
await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: (await readdir(handlers)).map(file => join(handlers, file)),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  minify: true,
  sourcemap: true,
  // CommonJS libraries in an ES module ask for these.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  // pg's optional native driver, which isn't installed
  external: ['pg-native'],
});
// The bundle contains the certificate authorities, which `npm run ca` fetches.
await cp('certs', join('dist', 'certs'), { recursive: true });
console.log(
  `dist/ is ready: ${(await readdir(handlers)).map(file => `${parse(file).name}.handler`).join(', ')}`,
);
