/** Milliseconds of processor time that work takes, and what comes of it: others on the machine do not count. */
export function timed<Result>(work: () => Result): [number, Result] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, result];
}
