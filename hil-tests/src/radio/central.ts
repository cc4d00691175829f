import type { Air } from './air.js';
import type { Controller, ControllerOptions } from './controller.js';
import { hostStacks, type NobleInstance, withoutExitListeners } from './stacks.js';

/** A central: the real noble on a virtual controller. */
export interface Central {
  /** What an application uses: `peripheral`, `scan`, `connect` … its states come while air time passes. */
  readonly noble: NobleInstance;
  /** The adapter: `lose()` and `restore()` are its plug. */
  readonly controller: Controller;
  /** Ends noble and takes the controller out of the air. */
  close(): void;
}

/**
 * A central in the air. noble is begun, not yet `poweredOn`: await `noble.waitForPoweredOnAsync()` while time passes.
 *
 * @throws RigError `stacks-missing`.
 */
export function openCentral(air: Air, options: ControllerOptions = {}): Central {
  const stacks = hostStacks();
  const controller = air.createController({ transmitPower: 4, ...options });
  const noble = stacks.noble(controller);
  // Asking for the state is what begins it.
  withoutExitListeners(() => noble.state);
  let open = true;
  return {
    noble,
    controller,
    close() {
      if (!open) return;
      open = false;
      noble.stop();
      noble.removeAllListeners();
      controller.remove();
    },
  };
}
