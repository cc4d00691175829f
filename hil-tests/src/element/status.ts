/** Status codes of the ATECC608. */
export const STATUS_DONE = 0x00;
/** CheckMac or Verify: it does not match. */
export const STATUS_MISCOMPARE = 0x01;
/** Length, command code or a parameter is illegal, whatever state the chip is in. */
export const STATUS_PARSE = 0x03;
export const STATUS_ECC_FAULT = 0x05;
export const STATUS_SELF_TEST = 0x07;
/** The command cannot be carried out in this state of the chip. */
export const STATUS_EXECUTION = 0x0f;
export const STATUS_WAKE = 0x11;
/** There is not enough time left to carry it out before the watchdog. */
export const STATUS_WATCHDOG = 0xee;
/** The CRC of the command is wrong, or something else went wrong on the way. */
export const STATUS_COMMUNICATION = 0xff;
