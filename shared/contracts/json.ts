/** What a text says as JSON; undefined when it is none (JSON itself has no undefined). */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
