// What a bundle holds. The build puts the values of the board's profile (boards/*.json) in place of these, and what stands behind a
// flag that is false is not in the bundle: `if (HAS_CELLS) ...`, `HAS_CELLS ? ... : ...`, `HAS_CELLS && ...`. Elsewhere, in Node, all
// is on. They are of type boolean, so that neither compiler nor linter takes the other branch for unreachable.

/** ES256 in the interpreter, with its tables: keys of low assurance. */
export const HAS_SOFTWARE_SIGNER: boolean = true;
/** The secure element (ATECC608) as signer. */
export const HAS_ELEMENT: boolean = true;

/** Several load cells with an input each: corner imbalance. */
export const HAS_CELLS: boolean = true;
/** A shunt resistor or an internal reference mass that the instrument can switch on: span checks. */
export const HAS_SHUNT: boolean = true;
/** Authenticated update of the software through the protocol port. */
export const HAS_UPDATE: boolean = true;

/** Samples, pulses and switches from a second serial port, for rigs and emulation. Never in a product. */
export const HAS_INJECTION: boolean = true;
/** HX711 converter on two pins. */
export const HAS_HX711: boolean = true;
/** Bridge converter on I2C or SPI. */
export const HAS_BRIDGE: boolean = true;
/** Pulses counted by the quadrature decoder of an nRF52. */
export const HAS_QDEC_COUNTER: boolean = true;
/** Pulses counted by GPIOTE, PPI and TIMER of an nRF52. */
export const HAS_TIMER_COUNTER: boolean = true;
/** Pulses counted by the interpreter's `setWatch`: where a board has nothing better. */
export const HAS_WATCH_COUNTER: boolean = true;
/** An encoder with an identity and a register of its own on a serial or I2C link. */
export const HAS_ENCODER_LINK: boolean = true;

/** Bluetooth LE: service and beacon of the contract. */
export const HAS_RADIO: boolean = true;
/** Bytes of the SLIP stream that the board's radio can put in a notification: its greatest ATT MTU less 4, at most 244. */
export const RADIO_CHUNK: number = 244;
/** Company identifier before the beacon (Bluetooth assigned numbers). */
export const RADIO_COMPANY: number = 0xffff;
/** The chip is an ESP32: its radio has limits of its own. */
export const IS_ESP32: boolean = false;

/** The chip is an nRF52: its registers tell why it was reset, and can be reached by peek and poke. */
export const IS_NRF52: boolean = true;
/** State and log lie in a file of Storage; otherwise in flash pages of their own, from {@link STATE_ADDRESS}. */
export const STATE_IN_STORAGE: boolean = true;
/** First address of the pages for state and log, where they do not lie in Storage. */
export const STATE_ADDRESS: number = 0;
/** Bytes of the pages from {@link STATE_ADDRESS}. */
export const STATE_BYTES: number = 0;
