import { bytesOf } from '../platform/espruino.js';

/** A byte string as hexadecimal, two lower-case digits a byte. */
export const hex = (bytes: string): string => {
  let text = '';
  for (const byte of bytesOf(bytes)) text += (256 + byte).toString(16).substr(1);
  return text;
};

/** The byte string that hexadecimal stands for. */
export const bytes = (text: string): string => {
  let out = '';
  for (let i = 0; i < text.length; i += 2) out += String.fromCharCode(parseInt(text.substr(i, 2), 16));
  return out;
};
