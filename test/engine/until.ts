/**
 * Waits for a condition instead of for a time: asks again and again until an answer is not undefined and not false, and
 * gives it. Rejects after `within` seconds, saying what was waited for.
 */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  within = 30,
): Promise<Answer> {
  const end = performance.now() + within * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`Waited ${within} s in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
