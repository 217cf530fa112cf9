/** Calls `ask` until its answer is as wanted, or the time is over. Returns the last answer. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  seconds: number,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let answer = await ask();
  while (!isWanted(answer) && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 250));
    answer = await ask();
  }
  return answer;
}
