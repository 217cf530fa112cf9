/**
 * A development server compiles the frontend at the first visit, which takes 30 to 50 s on 2
 * cores that do nothing else.
 */
const timeout = 5 * 60_000;

/** Opens a portal for the first time and waits for its catalog. */
export async function signInAsGuest(page, url) {
  await page.goto(url, { timeout });
  await page.getByRole('button', { name: 'Enter' }).click({ timeout });
  await page.getByText('Goal Mandala API').first().waitFor();
}
