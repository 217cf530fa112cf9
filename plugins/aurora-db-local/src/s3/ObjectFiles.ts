import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../store/writeFileAtomically';

/** The bytes of objects and of parts of uploads: a file for each, which only its owner can read. */
export class ObjectFiles {
  static async open(folder: string): Promise<ObjectFiles> {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o700);
    return new ObjectFiles(folder);
  }

  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes bytes to a new file. They are on disk when the promise resolves. */
  async write(bytes: Uint8Array): Promise<string> {
    const name = randomUUID();
    await writeFileAtomically(join(this.#folder, name), bytes);
    return name;
  }

  read(name: string): Promise<Buffer> {
    return readFile(join(this.#folder, name));
  }

  async readRange(
    name: string,
    start: number,
    length: number,
  ): Promise<Buffer> {
    const file = await open(join(this.#folder, name), 'r');
    try {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await file.read(bytes, 0, length, start);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async delete(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Deletes files that no record names: an interrupted operation left them. */
  async keepOnly(names: ReadonlySet<string>): Promise<void> {
    const files = await readdir(this.#folder);
    await this.delete(files.filter(name => !names.has(name)));
  }
}
