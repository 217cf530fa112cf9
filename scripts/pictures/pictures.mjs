// npm run pictures: takes the pictures of the README from the demo, in the light and the dark
// theme. With names, only those: npm run pictures -- form charts
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launchChromium } from '../../e2e/launchChromium.mjs';
import { signInAsGuest } from '../../e2e/signInAsGuest.mjs';
import { Portal } from '../Portal.mjs';
import { demoVariables } from '../demo/demoDatabases.mjs';
import { DemoFleet } from '../demo/DemoFleet.mjs';
import { freePort } from '../ports.mjs';
import { usePictureFonts } from './pictureFonts.mjs';
import { pictureScenes } from './pictureScenes.mjs';

const folder =
  process.env.AURORA_DB_PICTURES ??
  join(dirname(dirname(import.meta.dirname)), 'docs/images');
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in pictureScenes));
if (unknown.length > 0) {
  console.error(
    `Unknown picture ${unknown.join(', ')}: choose from ${Object.keys(pictureScenes).join(', ')}`,
  );
  process.exit(2);
}

const state = mkdtempSync(join(tmpdir(), 'aurora-db-pictures-'));
// As root, PostgreSQL runs as another user.
chmodSync(state, 0o755);
const onProgress = line => console.log(line);
const portal = new Portal({
  ports: {
    local: await freePort(),
    backend: await freePort(),
    portal: await freePort(),
  },
  state,
  onProgress,
  variables: demoVariables,
});
const fleet = new DemoFleet(portal, onProgress);
let browser;

const stop = async () => {
  await browser?.close();
  await fleet.stop();
  await portal.stop();
  rmSync(state, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stop().then(() => process.exit(1)));
}

try {
  await portal.start();
  // The first minute then has the whole load.
  await nextMinute();
  await fleet.fill();
  browser = await launchChromium();
  mkdirSync(folder, { recursive: true });
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 1.5,
      colorScheme: theme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    await usePictureFonts(context);
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    await signInAsGuest(page, portal.url);
    for (const [name, scene] of Object.entries(pictureScenes)) {
      if (wanted.length === 0 || wanted.includes(name)) {
        const height = await scene(page, portal.url).catch(async error => {
          await page.screenshot({ path: join(folder, `${name}-failed.png`) });
          throw error;
        });
        await page.setViewportSize({ width: 1280, height });
        // To a place where nothing reacts.
        await page.mouse.move(1279, 1);
        await page.evaluate(() => document.fonts.ready);
        const path = join(folder, `${name}-${theme}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        onProgress(path);
      }
    }
    await context.close();
  }
} finally {
  await stop();
}

function nextMinute() {
  return new Promise(resolve =>
    setTimeout(resolve, 60_000 - (Date.now() % 60_000)),
  );
}
