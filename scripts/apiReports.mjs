// npm run build:api-reports: writes the public API of each package to its report*.api.md. With --ci
// it fails instead if a report would change. Both fail if an export has no comment.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTool } from './runTool.mjs';

const root = dirname(import.meta.dirname);

const run = (command, ...args) =>
  runTool(command, args, { reject: false, stdio: 'inherit' }).failed;

// The declarations that the reports are made from. The order in which TypeScript prints the members
// of a type follows the files that it read before, so no tests and no incremental builds take part.
const failed =
  run('tsc', '--project', 'tsconfig.api.json') ||
  run(
    'backstage-repo-tools',
    'api-reports',
    '--validate-release-tags',
    // Packages of the workspace are sources to one another; members may go without a comment.
    '--omit-messages=ae-wrong-input-file-type,ae-undocumented',
    ...process.argv.slice(2),
  );

const undocumented = globSync('plugins/*/report*.api.md', {
  cwd: root,
}).flatMap(report =>
  Array.from(
    readFileSync(join(root, report), 'utf8').matchAll(
      /^\/\/ @\w+ \(undocumented\)\n(export .*)/gm,
    ),
    ([, declaration]) => `${report}: ${declaration}`,
  ),
);
if (undocumented.length > 0) {
  console.error(
    `These exports have no comment that says what they are:\n${undocumented.join('\n')}`,
  );
}
process.exitCode = failed || undocumented.length > 0 ? 1 : 0;
