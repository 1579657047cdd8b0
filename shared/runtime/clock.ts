/** The time, asked for at each request: a warm process never keeps yesterday's date. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
