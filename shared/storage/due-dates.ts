const hour = 3_600_000;

/** When something due is tried again that failed for whatever reason: those that are due beside it come first meanwhile. */
export const putOffUntil = (now: Date): string => new Date(now.getTime() + hour).toISOString();
