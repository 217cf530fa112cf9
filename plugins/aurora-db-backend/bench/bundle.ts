/**
 * Bench `bundle`: minified and gzipped size of the scripts that an entity page loads for the cards.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, transformSync, type Metafile } from 'esbuild';
import { BudgetReport } from './BudgetReport';

const frontend = resolve(__dirname, '../../aurora-db-frontend');

/** Every portal loads these anyway. `@backstage/frontend-plugin-api` uses zod 4. */
const external = ['react', 'react-dom', 'react-router-dom', '@backstage/*'];
const zod = 'zod';

/** The plugin itself, and the modules that its extensions load. */
const cards = [
  'src/index.ts',
  'src/health/HealthCard.tsx',
  'src/snapshots/SnapshotsCard.tsx',
  'src/operations/OperationsCard.tsx',
];
const componentCard = [
  'src/index.ts',
  'src/dependencies/DependencyHealthCards.tsx',
];
const charts = 'src/charts/MetricCharts.tsx';
const load = 'src/insight/DatabaseLoad.tsx';
const tab = 'src/database/DatabaseContent.tsx';
const page = 'src/databases/DatabasesPage.tsx';
const dialogs = [
  'src/snapshots/SnapshotDialog.tsx',
  'src/snapshots/DeleteSnapshotDialog.tsx',
  'src/restore/RestoreDialog.tsx',
];

/** Builds the plugin with a file for each module that is loaded separately. */
class Build {
  readonly #outputs: Metafile['outputs'];
  readonly #inputs: Metafile['inputs'];

  constructor({ outputs, inputs }: Metafile) {
    this.#outputs = outputs;
    this.#inputs = inputs;
  }

  /** The scripts that a browser loads for some modules, without lazy ones. */
  scriptsOf(modules: string[]): Set<string> {
    const files = new Set<string>();
    const add = (file: string) => {
      if (files.has(file)) {
        return;
      }
      files.add(file);
      for (const { path, kind } of this.#outputs[file]?.imports ?? []) {
        if (kind === 'import-statement' && this.#outputs[path]) {
          add(path);
        }
      }
    };
    for (const module of modules) {
      const file = Object.keys(this.#outputs).find(
        path => this.#outputs[path]?.entryPoint === module,
      );
      if (!file) {
        throw new Error(
          `The build has no file for ${module}. If the module was renamed, correct its name in bench/bundle.ts`,
        );
      }
      add(file);
    }
    return files;
  }

  /** The modules and style sheets that a browser loads together with some modules. */
  inputsOf(modules: string[]): Set<string> {
    const inputs = new Set<string>();
    for (const file of this.scriptsOf(modules)) {
      for (const input of Object.keys(this.#outputs[file]?.inputs ?? {})) {
        inputs.add(input);
        for (const { path } of this.#inputs[input]?.imports ?? []) {
          if (path.endsWith('.css')) {
            inputs.add(path);
          }
        }
      }
    }
    return inputs;
  }

  /**
   * Kilobytes (1,000 bytes) of some modules without those in `loaded`. Each file is gzipped
   * separately.
   */
  kilobytes(modules: string[], loaded: string[] = []): number {
    const had = this.scriptsOf(loaded);
    const scripts = [...this.scriptsOf(modules)]
      .filter(file => !had.has(file))
      .map(file => readFileSync(join(frontend, file)));
    const hadInputs = this.inputsOf(loaded);
    const styles = [...this.inputsOf(modules)]
      .filter(path => path.endsWith('.css') && !hadInputs.has(path))
      .map(path => readFileSync(join(frontend, path), 'utf8'))
      .map(
        css => transformSync(css, { loader: 'local-css', minify: true }).code,
      );
    const sizes = [...scripts, Buffer.from(styles.join(''))].map(
      file => gzipSync(file).length,
    );
    return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
  }
}

async function buildPlugin(outdir: string, also: string[]): Promise<Build> {
  const { metafile } = await build({
    absWorkingDir: frontend,
    entryPoints: [
      ...new Set([
        ...cards,
        ...componentCard,
        ...dialogs,
        charts,
        load,
        tab,
        page,
      ]),
    ],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: [...external, ...also],
    logLevel: 'error',
  });
  return new Build(metafile);
}

async function main() {
  const report = new BudgetReport('bundle');
  const folder = mkdtempSync(join(tmpdir(), 'aurora-db-bundle-'));
  try {
    const built = await buildPlugin(join(folder, 'portal'), [zod]);
    const withZod = await buildPlugin(join(folder, 'alone'), []);
    const lazily = built.kilobytes(cards);
    const inCards = [...built.inputsOf(cards)];
    report.add(
      'an entity page loads for our cards (gzip)',
      lazily,
      'kB',
      '≤ 40 kB before charts',
      lazily <= 40,
    );
    report.note(
      'baseline: the same with the charts loaded eagerly',
      built.kilobytes([...cards, charts]),
      'kB',
    );
    report.add(
      'the charts, which the tab loads',
      built.kilobytes([charts], [...cards, tab]),
      'kB',
      'lazy: nothing of them in the cards',
      !inCards.some(input => /uplot|src\/charts\//i.test(input)),
    );
    report.add(
      'the load and its statements, which the tab loads after the charts',
      built.kilobytes([load], [...cards, tab, charts]),
      'kB',
      'lazy: nothing of them in the cards',
      !inCards.some(input => /src\/insight\//i.test(input)),
    );
    report.note(
      'the cards with a zod of their own, whole, as esbuild leaves it',
      withZod.kilobytes(cards),
      'kB',
    );
    report.note(
      'a component’s page loads for the card',
      built.kilobytes(componentCard),
      'kB',
    );
    report.note('the tab adds', built.kilobytes([tab], cards), 'kB');
    report.note(
      'the page of all databases adds to the plugin',
      built.kilobytes([page], ['src/index.ts']),
      'kB',
    );
    report.note('the dialogs add', built.kilobytes(dialogs, cards), 'kB');
    report.finish();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
