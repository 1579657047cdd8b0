/** Something the person at the keyboard can put right: its message is one sentence that says how. */
export class Advice extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Advice';
  }
}

/**
 * Runs a command's main function and sets the exit code: what it answers, or 1 when it fails. Advice is printed as its
 * sentence alone, anything else with its stack.
 */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Advice ? error.message : error);
    process.exitCode = 1;
  }
}
