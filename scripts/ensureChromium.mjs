import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * Returns the path of a Chromium: from CHROMIUM_PATH, PATH, or Playwright's cache. If there is
 * none, installs Debian's package (as root on Debian) or Playwright's.
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) {
    return found;
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium with apt-get …');
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync(
      'apt-get',
      [
        'install',
        '-y',
        '-qq',
        '--no-install-recommends',
        'chromium',
        'fonts-noto-cjk',
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
  } else {
    console.log('Installing Chromium with Playwright …');
    execFileSync(
      process.execPath,
      [
        join(import.meta.dirname, '../node_modules/playwright-core/cli.js'),
        'install',
        'chromium',
      ],
      {
        stdio: 'inherit',
      },
    );
  }
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      'No Chromium was found and none could be installed. Install one and set CHROMIUM_PATH to it.',
    );
  }
  return installed;
}

function findChromium() {
  const configured = process.env.CHROMIUM_PATH;
  if (configured) {
    if (!isExecutable(configured)) {
      throw new Error(
        `CHROMIUM_PATH is ${configured}, which is not an executable file`,
      );
    }
    return configured;
  }
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(isExecutable);
  if (onPath) {
    return onPath;
  }
  const playwrights = chromium.executablePath();
  return isExecutable(playwrights) ? playwrights : undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
