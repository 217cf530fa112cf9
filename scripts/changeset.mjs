// npm run changeset -- [add | status | version]: see "Packages and releases" in CONTRIBUTING.md.
import { runTool } from './runTool.mjs';

const { exitCode } = runTool('changeset', process.argv.slice(2), {
  stdio: 'inherit',
  reject: false,
});
process.exitCode = exitCode ?? 1;
