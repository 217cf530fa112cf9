import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { endProcess } from './endProcess';

const command = join(
  resolve(__dirname, '../../..'),
  'plugins/aurora-db-local/bin/aurora-db-local.js',
);

const callsSchema = z.object({
  counts: z.array(
    z.object({
      accountId: z.string(),
      operation: z.string(),
      count: z.number(),
    }),
  ),
});

/** aurora-db-local in a separate process, so that a bench does not measure it too. */
export class AuroraLocalProcess {
  /** @param state - the state folder; no other process may use it */
  static async start(state: string): Promise<AuroraLocalProcess> {
    const child = spawn(
      process.execPath,
      [command, '--port', '0', '--state', state],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    for await (const chunk of child.stdout) {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk))?.[0];
      if (url) {
        child.stdout.resume();
        return new AuroraLocalProcess(child, url);
      }
    }
    throw new Error('aurora-db-local ended before it was ready');
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** The process id. Its database servers are children of this process. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Makes simulated databases; see aurora-db-local's README. */
  async createFleet(fleet: object): Promise<void> {
    const response = await fetch(`${this.url}/_aurora-local/fleet`, {
      method: 'POST',
      body: JSON.stringify(fleet),
    });
    if (!response.ok) {
      throw new Error(`The fleet was refused: ${await response.text()}`);
    }
  }

  /** The number of calls of an account so far, by operation. */
  async calls(accountId: string): Promise<Map<string, number>> {
    const response = await fetch(`${this.url}/_aurora-local/calls`);
    const { counts } = callsSchema.parse(await response.json());
    return new Map(
      counts
        .filter(one => one.accountId === accountId)
        .map(({ operation, count }) => [operation, count]),
    );
  }

  stop(): Promise<void> {
    return endProcess(this.child);
  }
}
