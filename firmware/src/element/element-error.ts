/** Why a secure element cannot be made, or is not, an instrument's. */
export type ElementErrorCode =
  /** Nothing answers at its address. */
  | 'element-absent'
  /** What answers is no ATECC608. */
  | 'element-kind'
  /** It was locked with another configuration: it can never be an instrument's. */
  | 'element-foreign'
  /** It did not do what it was told; what it is by then it says itself at the next attempt. */
  | 'element-failed';

/** An error of the production line's work on a secure element. */
export class ElementError extends Error {
  readonly code: ElementErrorCode;

  constructor(code: ElementErrorCode, message: string) {
    super(message);
    this.name = 'ElementError';
    this.code = code;
  }
}
