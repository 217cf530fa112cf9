import { spawn } from 'node:child_process';

/** Runs one of the scripts as npm does. */
export async function runScript(
  file: string,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((onExit, onError) => {
    child.once('error', onError);
    child.once('close', onExit);
  });
  return { code, output };
}
