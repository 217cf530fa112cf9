// TEMPORARY until the scaffolder's own rendering lands
import { execFileSync } from 'node:child_process';
export async function createApplication({ folder }) {
  execFileSync(process.execPath, ['/tmp/render.mjs', folder]);
}
