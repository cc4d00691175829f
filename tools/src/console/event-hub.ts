import type { FastifyReply } from 'fastify';
import { ToolError } from '../errors.js';
import type { ConsoleSession } from './access/session-book.js';
import type { ConsoleEventName, ConsoleEvents } from './api/events.js';

const heartbeat = 15_000;
const mostStreams = 64;
/** Bytes waiting for a reader; one that is slower than that is let go, and connects again with how things stand then. */
const mostWaiting = 4_000_000;

/** One event as it goes over the line (HTML, section 9.2.6). JSON has no line ends in it. */
const eventText = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** All live news, to every page that listens. */
export class EventHub {
  readonly #streams = new Set<FastifyReply['raw']>();
  readonly #first: (() => readonly [ConsoleEventName, unknown][])[] = [];

  /** What a new listener is told at once. */
  beginWith(news: () => readonly [ConsoleEventName, unknown][]): void {
    this.#first.push(news);
  }

  /** Whether anybody listens: what costs something to make need not be made for nobody. */
  get isHeard(): boolean {
    return this.#streams.size > 0;
  }

  publish<Name extends ConsoleEventName>(name: Name, data: ConsoleEvents[Name]): void {
    if (this.#streams.size === 0) return;
    const text = eventText(name, data);
    for (const stream of this.#streams) this.#write(stream, text);
  }

  /** Turns an answer into a stream of events, until it is closed or the session ends. @throws {ToolError} `tool-console-too-many` */
  listen(reply: FastifyReply, session: ConsoleSession): void {
    if (this.#streams.size >= mostStreams) throw new ToolError('tool-console-too-many', { most: mostStreams });
    const headers = reply.getHeaders();
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } as Record<
      string,
      string
    >);
    const end = () => stream.end();
    const timer = setInterval(() => this.#write(stream, ': still here\n\n'), heartbeat);
    timer.unref();
    session.onEnd.add(end);
    this.#streams.add(stream);
    stream.once('close', () => {
      clearInterval(timer);
      session.onEnd.delete(end);
      this.#streams.delete(stream);
    });
    this.#write(stream, `retry: 1000\n\n`);
    for (const [name, data] of this.#first.flatMap((news) => news())) this.#write(stream, eventText(name, data));
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #write(stream: FastifyReply['raw'], text: string): void {
    if (stream.writableLength > mostWaiting) stream.destroy();
    else if (!stream.writableEnded) stream.write(text);
  }
}
