import type { ConsoleEventName, ConsoleEvents } from '../../src/console/api/events.js';
import type { Visitor } from './console.js';

export type ReadEvent = {
  [Name in ConsoleEventName]: { readonly name: Name; readonly data: ConsoleEvents[Name] };
}[ConsoleEventName];

/** Reads the live news as a browser does, until `enough` says so; then lets go of the stream. */
export async function readEvents(
  visitor: Visitor,
  enough: (event: ReadEvent, before: readonly ReadEvent[]) => boolean,
): Promise<ReadEvent[]> {
  const response = await visitor.get('/api/events');
  if (response.status !== 200 || response.body === null) throw new Error(`events: ${response.status}`);
  const events: ReadEvent[] = [];
  let text = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      if (name === undefined) continue;
      const event = { name, data: JSON.parse(data!) } as ReadEvent;
      events.push(event);
      if (enough(event, events)) return events;
    }
  }
  return events;
}
