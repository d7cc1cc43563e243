// PURE: a list of players, one per line, as organisers have it.

export interface ListedPlayer {
  /** From 1, as editors count. */
  readonly line: number;
  readonly player: string;
  /** As written behind the tab. */
  readonly platform: string | undefined;
}

const COMMENT = '//';

/** `player`, or `player TAB platform`; further columns are not read. */
export function parsePlayerList(text: string): ListedPlayer[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return lines.flatMap((raw, index) => {
    const [player = '', platform = ''] = raw
      .trim()
      .split('\t')
      .map((column) => column.trim());
    if (player === '' || player.startsWith(COMMENT)) return [];
    return [{ line: index + 1, player, platform: platform || undefined }];
  });
}
