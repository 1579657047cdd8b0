/**
 * An item as it was kept, without its key: for what we wrote ourselves, of what a contract had checked then. Checked again it
 * would cost every function that reads one, and could be refused by what is held against it only since.
 * @param beside names of what lies in the item for indexes only
 */
export function asKept<Kept>(item: Record<string, unknown>, beside: readonly string[] = []): Kept {
  const kept = { ...item };
  for (const name of ['pk', 'sk', ...beside]) delete kept[name];
  return kept as Kept;
}
