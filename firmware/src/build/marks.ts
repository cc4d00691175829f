// What the comment before a function tells the build.

/** It runs rarely: what only it uses is declared inside it, and it is made when it is called. */
export const COLD = /@cold\b/;
/** Beside it: it runs each second or many times in a frame, and unpacking it each time would take memory and time. */
export const UNPACKED_MARK = /@unpacked\b/;
/** Each frame calls it, some of them many times: it is declared for good where an image is not packed and memory is larger. */
export const DECLARED_MARK = /@declared\b/;
/** Its time counts: it stays at the top, and before all that is not hot. */
export const HOT = /@hot\b/;
