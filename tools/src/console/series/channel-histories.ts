import { channelWords, type Store, type StoredFrame } from '@hengzhun/host-sdk';
import { CHANNEL_CONDITION_LEVEL_MASK, FRAME_KIND_STATUS } from '@hengzhun/protocol';
import type { ChannelSeries, Channels } from '../api/instruments.js';
import { thinOut } from './thin-out.js';

/** Frames looked at in one go: ten years of one an hour. */
const mostFrames = 100_000;
/** Frames between two turns of the loop: others are served meanwhile. */
const turn = 500;

/** A key and how far its chain goes. */
export interface ChainExtent {
  readonly kid: string;
  readonly lowest: number;
  readonly highest: number;
}

type Reading = ChannelSeries['points'][number];

interface Gathered {
  readonly channel: number;
  readonly nozzle: number | undefined;
  readonly readings: Reading[];
  readonly alarms: ChannelSeries['alarms'][number][];
  selfState: number;
}

/**
 * The history of every channel that an instrument reported, from its stored status frames; a moment is the receipt of the frame that says it.
 * @param chains of its keys, the oldest first @param points most points of one series
 */
export async function channelHistories(
  store: Store,
  chains: readonly ChainExtent[],
  { from = 0, to = Number.POSITIVE_INFINITY, points = 500 }: { from?: number; to?: number; points?: number },
): Promise<Channels> {
  const gathered = new Map<string, Gathered>();
  let frames = 0;
  let truncated = false;
  for (const { kid, lowest, highest } of chains) {
    const first = Math.max(lowest, highest - mostFrames + 1);
    truncated ||= first > lowest;
    for await (const frame of store.frames({ kid, from: first, to: highest })) {
      if (++frames % turn === 0) await new Promise((resolve) => setImmediate(resolve));
      if (frame.latest >= from && frame.latest <= to && !frame.forked) gather(gathered, frame);
    }
  }
  const series = [...gathered.values()]
    .sort((a, b) => (a.nozzle ?? 0) - (b.nozzle ?? 0) || a.channel - b.channel)
    .map((one) => seriesOf(one, points));
  return { series, frames, truncated };
}

function gather(gathered: Map<string, Gathered>, { frame, sequence, latest }: StoredFrame): void {
  if (frame.kind !== FRAME_KIND_STATUS) return;
  const nozzle = frame.claims.nozzle?.index;
  for (const { identifier, value, uncertainty, conditions } of frame.claims.channels) {
    const name = `${nozzle}/${identifier}`;
    const series = gathered.get(name) ?? { channel: identifier, nozzle, readings: [], alarms: [], selfState: 0 };
    gathered.set(name, series);
    const selfState = conditions & CHANNEL_CONDITION_LEVEL_MASK;
    if (selfState !== series.selfState) {
      series.selfState = selfState;
      series.alarms.push({ at: latest, sequence, selfState });
    }
    if (value === undefined) continue;
    const { divisor } = channelWords(identifier);
    series.readings.push({
      ...{ at: latest, sequence, value: value / divisor },
      ...(uncertainty !== undefined && { uncertainty: uncertainty / divisor }),
    });
  }
}

/** Times that the instrument's own word changed, at most. */
const mostAlarms = 1000;

function seriesOf({ channel, nozzle, readings, alarms }: Gathered, most: number): ChannelSeries {
  const { name, unit } = channelWords(channel);
  return {
    channel,
    ...(nozzle !== undefined && { nozzle }),
    name: { ...name },
    unit,
    readings: readings.length,
    // A key that came later may have been read before an older one's last frames.
    points: [
      ...thinOut(
        readings.sort((a, b) => a.at - b.at || a.sequence - b.sequence),
        most,
      ),
    ],
    alarms: alarms.slice(-mostAlarms),
  };
}
