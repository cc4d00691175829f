interface Placed {
  readonly tile: { readonly column: number; readonly row: number };
}

/** The tile that one comes to from another by an arrow key: the nearest in that direction, gaps included, with sideways steps counting double. */
export function nearestTile<Tile extends Placed>(
  tiles: readonly Tile[],
  from: Tile,
  [right, down]: readonly [number, number],
): Tile | undefined {
  let best: Tile | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const tile of tiles) {
    const x = tile.tile.column - from.tile.column;
    const y = tile.tile.row - from.tile.row;
    const ahead = x * right + y * down;
    const aside = Math.abs(right === 0 ? x : y);
    if (ahead <= 0 || aside > ahead) continue;
    const length = ahead + 2 * aside;
    if (length < shortest) {
      shortest = length;
      best = tile;
    }
  }
  return best;
}
