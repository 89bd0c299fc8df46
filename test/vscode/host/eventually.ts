/** Milliseconds that something in the editor has to come about. */
const patience = 20_000;

/** Asks again until the answer is neither undefined nor false, and gives it back; fails with the words of what was waited for. */
export async function eventually<Value>(
  what: string,
  ask: () => Value | undefined | false | PromiseLike<Value | undefined | false>,
): Promise<Value> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${patience / 1000} s in vain: ${what}.`);
    await new Promise((again) => setTimeout(again, 50));
  }
}
