import { chooseOwner } from '../../e2e/chooseOwner.mjs';

const database = name => `/catalog/default/resource/${name}`;
/** Longest wait for the warning of orders, in milliseconds. */
const warningMs = 300_000;
const form = '/create/templates/default/goal-mandala-db';

/**
 * The pictures of the README by name. Each leads a page to what its picture shows, and returns the
 * height of the picture in CSS pixels.
 */
export const pictureScenes = {
  databases: async (page, url) => {
    await page.goto(`${url}/databases`);
    await page.getByText('goal-mandala-before').first().waitFor();
    await page
      .getByRole('row', { name: /orders/ })
      .getByText(/Warning/)
      .waitFor({ timeout: warningMs });
    return 620;
  },
  'entity-page': async (page, url) => {
    await page.goto(`${url}${database('orders-local')}`);
    await page
      .getByText(/Connections 1\d\d of 189/)
      .waitFor({ timeout: warningMs });
    await page
      .getByText(/connections are idle/)
      .waitFor({ timeout: warningMs });
    return 900;
  },
  charts: async (page, url) => {
    await page.goto(`${url}${database('orders-local')}/database`);
    await page.getByRole('figure').nth(4).locator('canvas').waitFor();
    return 900;
  },
  load: async (page, url) => {
    await page.goto(`${url}${database('goal-mandala-prd')}/database`);
    const load = page.getByRole('heading', { name: 'Load' });
    await load.waitFor();
    await page.getByText('Top statements').waitFor();
    await page
      .getByRole('row', { name: /demo_items/ })
      .first()
      .waitFor();
    await load.evaluate(element => element.scrollIntoView());
    return 800;
  },
  form: async (page, url) => {
    await page.goto(`${url}${form}`);
    await page.getByLabel('Name').fill('inventory');
    await page.getByText('Staging').first().click();
    return 940;
  },
  'deploy-plan': async (page, url) => {
    await page.goto(`${url}${form}`);
    await page.getByLabel('Name').fill('inventory');
    await page.getByText('Staging').first().click();
    await page.getByRole('button', { name: 'Next' }).click();
    await chooseOwner(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: /Maximum capacity/ }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/\d+ resources are added/).waitFor();
    return 1060;
  },
  'restore-plan': async (page, url) => {
    await page.goto(`${url}${database('goal-mandala-prd')}`);
    await page
      .getByRole('button', { name: /Restore.*v2\.5\.0|Restore.*release/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Show the plan' }).click();
    await dialog.getByText(/resources are added/).waitFor();
    return 900;
  },
};
