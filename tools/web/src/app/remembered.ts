// What the page remembers of a person's choices on this computer. A browser may forbid it: then choices last as long as the page.
const prefix = 'hengzhun.';

/** A remembered choice when it is one of `allowed`. */
export function remembered<Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
  try {
    const value = localStorage.getItem(prefix + name);
    return allowed.find((one) => one === value);
  } catch {
    // Storage is forbidden here: nothing is remembered.
    return undefined;
  }
}

/** Keeps a choice where the browser allows it. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Storage is forbidden or full: the choice holds for this page.
  }
}
