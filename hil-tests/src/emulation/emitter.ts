export type Handler = (...args: unknown[]) => unknown;

/** Listeners of one interpreter object (`Serial1`, `E`). */
export class Listeners {
  readonly #handlers = new Map<string, Handler[]>();

  /** @param changed - called when a listener was added or removed. */
  constructor(private readonly changed: (event: string) => void = () => {}) {}

  of(event: string): readonly Handler[] {
    return this.#handlers.get(event) ?? [];
  }

  add(event: string, handler: Handler, first = false): void {
    const list = [...this.of(event)];
    if (first) list.unshift(handler);
    else list.push(handler);
    this.#handlers.set(event, list);
    this.changed(event);
  }

  remove(event: string, handler?: Handler): void {
    this.#handlers.set(event, handler ? this.of(event).filter((h) => h !== handler) : []);
    this.changed(event);
  }

  /** The methods that every interpreter object with events has. */
  methods(emit: (handlers: readonly Handler[], args: unknown[]) => void): Record<string, Handler> {
    return {
      on: (event, handler) => this.add(String(event), handler as Handler),
      prependListener: (event, handler) => this.add(String(event), handler as Handler, true),
      removeListener: (event, handler) => this.remove(String(event), handler as Handler),
      removeAllListeners: (event) => {
        for (const name of event === undefined ? [...this.#handlers.keys()] : [String(event)]) this.remove(name);
      },
      emit: (event, ...args) => emit(this.of(String(event)), args),
    };
  }
}
