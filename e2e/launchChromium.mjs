import { chromium } from 'playwright-core';
import { ensureChromium } from '../scripts/ensureChromium.mjs';

/**
 * Starts the machine's Chromium without a window and without background traffic. `more` are further
 * command-line options.
 */
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
