import document from './default-policy.json' with { type: 'json' };

/** The days the shipped policy gives, by name: for who shows them and decides nothing. */
export const defaultWindows: Readonly<Record<'standard', number>> = document.windows;
