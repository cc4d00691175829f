import qrcode from 'qrcode';

/** A QR code (ISO/IEC 18004) as its modules, true: dark; without the quiet zone of four. */
export interface QrMatrix {
  readonly version: number;
  readonly size: number;
  dark(row: number, column: number): boolean;
}

/** Text as a QR code with error correction level M (15 %). Base45 fits its alphanumeric mode. */
export function qrMatrix(text: string): QrMatrix {
  const { version, modules } = qrcode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  return { version, size, dark: (row, column) => data[row * size + column] === 1 };
}
