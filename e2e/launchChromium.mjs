import { chromium } from 'playwright-core';
import { ensureChromium } from '../scripts/ensureChromium.mjs';

/** The machine's Chromium without a window, which looks for nothing outside it. `more` are further options of its command line. */
export const launchChromium = (more = []) =>
  chromium.launch({
    executablePath: ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
