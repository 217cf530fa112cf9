import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ManagedProcess } from '../ManagedProcess.mjs';
import { hashFrontendSources } from './hashFrontendSources.mjs';

const workspace = dirname(dirname(import.meta.dirname));

/** Running portals may still load files of an earlier build. */
const buildsKept = 3;

/** The command that compiles a Backstage app in its working directory. */
const backstageBuild = [
  join(workspace, 'node_modules/@backstage/cli/bin/backstage-cli'),
  'package',
  'build',
];

/**
 * The compiled frontend. It is kept in `dist/portal/`, in a folder for each state of its sources.
 * A folder appears there as a whole, so that several starts, and one that is killed, cannot leave
 * half a build.
 */
export class FrontendBuild {
  #compiler;
  #stopped = false;

  /**
   * @param {{ root: string, logFile: string, compiler?: string[], onProgress?: (line: string) => void }} options
   *   `root`: the folder of the workspace. `compiler`: a script and its arguments, by default the
   *   Backstage CLI.
   */
  constructor({
    root,
    logFile,
    compiler = backstageBuild,
    onProgress = () => {},
  }) {
    this.root = root;
    this.logFile = logFile;
    this.compiler = compiler;
    this.onProgress = onProgress;
    this.builds = join(root, 'dist/portal');
  }

  /** Compiles the frontend unless that is done, and returns the folder with the result. */
  async ensure() {
    const folder = join(this.builds, hashFrontendSources(this.root));
    if (existsSync(folder)) {
      // The newest are kept.
      utimesSync(folder, new Date(), new Date());
      return folder;
    }
    const begun = Date.now();
    this.onProgress(
      'Compiling the frontend, as at the first start and after changes of its sources; this takes about half a minute …',
    );
    mkdirSync(this.builds, { recursive: true });
    this.#removeOld();
    const work = mkdtempSync(join(this.builds, `building-${process.pid}-`));
    try {
      await this.#compile(work);
      moveUnlessThere(join(work, 'dist'), folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    this.onProgress(
      `The frontend is compiled, after ${((Date.now() - begun) / 1000).toFixed(0)} s`,
    );
    return folder;
  }

  /** Ends a running build. */
  async stop() {
    this.#stopped = true;
    await this.#compiler?.stop();
  }

  async #compile(work) {
    // The CLI compiles only apps. This makes one of the plugin's development page.
    writeFileSync(
      join(work, 'package.json'),
      JSON.stringify({
        name: '@aurora-db/backstage-plugin-aurora-db-frontend',
        version: '0.0.0',
        backstage: { role: 'frontend' },
      }),
    );
    symlinkSync(
      join(this.root, 'plugins/aurora-db-frontend/dev'),
      join(work, 'src'),
    );
    if (this.#stopped) {
      throw new Error('The build of the frontend was stopped');
    }
    this.#compiler = new ManagedProcess({
      name: 'the build of the frontend',
      args: [...this.compiler, '--config', join(this.root, 'app-config.yaml')],
      cwd: work,
      // With CI, warnings of dependencies would be errors.
      env: { ...process.env, CI: '', FORCE_COLOR: '0' },
      logFile: this.logFile,
    });
    const how = await this.#compiler.ended;
    if (how !== 'exit code 0' || !existsSync(join(work, 'dist'))) {
      throw new Error(
        `The frontend cannot be compiled (${how}); its output is in ${this.logFile}, and ends:\n${this.#compiler.tail}`,
      );
    }
    // `npm run dev` is for debugging. Source maps are five times as large as the rest.
    for (const file of readdirSync(join(work, 'dist'), { recursive: true })) {
      if (file.endsWith('.map')) {
        rmSync(join(work, 'dist', file));
      }
    }
  }

  /** Removes what killed builds left, and all but the newest builds. */
  #removeOld() {
    const names = readdirSync(this.builds);
    const abandoned = names.filter(name => {
      const [, pid] = /^building-(\d+)-/.exec(name) ?? [];
      return pid !== undefined && !isRunning(Number(pid));
    });
    const old = names
      .filter(name => /^[0-9a-f]{16}$/.test(name))
      .sort((a, b) => this.#usedAt(b) - this.#usedAt(a))
      .slice(buildsKept - 1);
    for (const name of [...abandoned, ...old]) {
      rmSync(join(this.builds, name), { recursive: true, force: true });
    }
  }

  #usedAt(name) {
    return statSync(join(this.builds, name)).mtimeMs;
  }
}

/** Another start may have finished the same build. */
function moveUnlessThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) {
      throw error;
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
