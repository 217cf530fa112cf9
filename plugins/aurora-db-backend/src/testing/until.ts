/** Calls until the answer is as wanted; the last answer where it never is. */
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
