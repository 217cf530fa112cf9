import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePrivateFolder } from './makePrivateFolder';
import { serverAccount } from '../serverAccount';

describe('makePrivateFolder', () => {
  let parent: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'aurora-db-private-'));
  });

  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const modeOf = (path: string) => statSync(path).mode & 0o777;
  const privateMode = serverAccount() ? 0o710 : 0o700;

  /**
   * A folder of another user. Only root can change the owner, so other users use one that they
   * cannot remove.
   */
  const foreignFolder = () => {
    if (process.getuid?.() !== 0) {
      return '/usr';
    }
    const folder = join(parent, 'foreign');
    mkdirSync(folder);
    chownSync(folder, 12345, 12345);
    return folder;
  };

  it('makes a folder that no other user can enter', () => {
    const folder = join(parent, 'new');
    makePrivateFolder(folder);
    expect(modeOf(folder)).toBe(privateMode);
    expect(statSync(folder)).toMatchObject({
      uid: process.getuid?.(),
      gid: serverAccount()?.gid ?? process.getgid?.(),
    });
  });

  it('uses a folder of an older version, and closes it to others', () => {
    const folder = join(parent, 'older');
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'data'), '');
    makePrivateFolder(folder);
    expect(modeOf(folder)).toBe(privateMode);
  });

  it.each([
    [
      'a link to a folder',
      () => {
        const link = join(parent, 'link');
        mkdirSync(join(parent, 'target'), { mode: 0o700 });
        symlinkSync(join(parent, 'target'), link);
        return link;
      },
      /is a link or a file/,
    ],
    [
      'a link to nothing',
      () => {
        const link = join(parent, 'link');
        symlinkSync(join(parent, 'nothing'), link);
        return link;
      },
      /is a link or a file/,
    ],
    [
      'a file',
      () => {
        const file = join(parent, 'file');
        writeFileSync(file, '');
        return file;
      },
      /is a link or a file/,
    ],
    ['a folder of another user', foreignFolder, /belongs to another user/],
    [
      'a folder that others can write',
      () => {
        const folder = join(parent, 'open');
        mkdirSync(folder);
        chmodSync(folder, 0o777);
        return folder;
      },
      /can be written by other users \(mode 777\)/,
    ],
  ])('refuses %s, and names the way out', (_, make, reason) => {
    const path = make();
    expect(() => makePrivateFolder(path)).toThrow(reason);
    expect(() => makePrivateFolder(path)).toThrow(
      /Remove it, or choose a state folder/,
    );
  });
});
