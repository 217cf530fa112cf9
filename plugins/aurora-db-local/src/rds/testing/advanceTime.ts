/** Advances an endpoint's clock. Resolves when the work that is due has begun. */
export async function advanceTime(
  { url }: { url: string },
  advanceSeconds: number,
): Promise<void> {
  const { ok, status } = await fetch(`${url}/_aurora-local/time`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds }),
  });
  if (!ok) {
    throw new Error(`The clock was not advanced: ${status}`);
  }
}

export const weekSeconds = 7 * 86_400;
