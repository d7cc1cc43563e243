// Things of one kind together.

/** By kind, in the order in which the kinds appear. */
export function groupBy<Item, Kind>(items: Iterable<Item>, kindOf: (item: Item) => Kind): Map<Kind, Item[]> {
  const groups = new Map<Kind, Item[]>();
  for (const item of items) {
    const kind = kindOf(item);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [item]);
    else group.push(item);
  }
  return groups;
}
