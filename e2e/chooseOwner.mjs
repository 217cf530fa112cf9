/** Chooses the guest's group in a form that asks for an owner. */
export async function chooseOwner(page) {
  await page.getByLabel(/^Owner/).click();
  await page.getByRole('option', { name: /guests/i }).click();
}
