import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';

/** An npm registry on loopback that has the packed packages and nothing else. */
export class PackageRegistry {
  #server;

  /** @param {{ name: string, version: string, file: string, folder: string }[]} packages of packPackages */
  constructor(packages) {
    this.packages = packages;
  }

  /** Resolves with the registry's address. */
  async start() {
    this.#server = createServer((request, response) => {
      const path = decodeURIComponent(request.url).slice(1);
      const archive = this.packages.find(({ file }) => basename(file) === path);
      const wanted = this.packages.find(({ name }) => name === path);
      if (archive) {
        response.end(readFileSync(archive.file));
      } else if (wanted) {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(this.#describe(wanted)));
      } else {
        response.writeHead(404).end();
      }
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this.url;
  }

  stop() {
    this.#server?.close();
  }

  #describe({ name, version, file, folder }) {
    const manifest = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const shasum = createHash('sha1').update(readFileSync(file)).digest('hex');
    const tarball = `${this.url}/${basename(file)}`;
    return {
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, dist: { shasum, tarball } } },
      // Old enough for any age gate.
      time: { [version]: '2026-01-01T00:00:00.000Z' },
    };
  }
}
