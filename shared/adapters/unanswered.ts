/** What an outside system did not answer, whichever it is. */

/** Unknown whether it was done: it is looked up by its id, with the next segment. */
export class TimedOut extends Error {
  override readonly name: string = 'TimedOut';
}

/** Certainly not done: it is looked up, and sent again with the next segment. */
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable';
}
