/** Which state of the statutory data decided: kept with every decision. Changes with any of the data beside this file. */
export const statutoryVersion = '2026-11-2';
