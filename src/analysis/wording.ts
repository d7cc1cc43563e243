// Numbers as people read them.

/** `.708` -> `71 %`. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** `.613` -> `61 %`; nothing rounds to certainty. */
export function likelihood(probability: number): string {
  if (probability < 0.005) return '<1 %';
  return probability >= 0.995 ? '>99 %' : percent(probability);
}

/** `.2` -> `+20 %`, `-.05` -> `-5 %`. */
export function change(share: number): string {
  const rounded = Math.round(100 * share);
  return `${rounded > 0 ? '+' : ''}${rounded} %`;
}

/** At most one digit behind the point: `4.2`, `3`. */
export function decimal(value: number): string {
  return String(Math.round(10 * value) / 10);
}

/** `1 game`, `48 games`; `1 match`, `48 matches` with the plural given. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}

/** `MASTER` -> `Master`. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}
