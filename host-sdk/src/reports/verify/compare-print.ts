import type { Findings } from '../../case-file/finding.js';
import { SdkError } from '../../errors.js';
import { pageLayout } from '../page/page-fonts.js';
import { fillRange, type SignaturePlace } from '../pdf/place-signature.js';
import { type RenderInput, renderRecord } from '../pdf/render-record.js';

/**
 * Lays a record out again and compares it with the file, byte for byte save the digits of the signature: what is printed is then what follows
 * from what is attached, and there is nothing else in the file.
 */
export async function comparePrint(
  bytes: Uint8Array,
  input: RenderInput,
  place: SignaturePlace,
  findings: Findings,
): Promise<void> {
  const here = layoutHere();
  const { layout } = input.content.record;
  if (here !== layout) {
    const [zh, en] =
      here === undefined
        ? ['此处没有安装字体包 @embedpdf/fonts-sc', 'the font package @embedpdf/fonts-sc is not installed here']
        : [`它由 ${layout} 排版，此处为 ${here}`, `it was laid out by ${layout}, and this is ${here}`];
    findings.note('file', 'print-not-compared', {
      zh: `印出的内容由机构签名，未重新排版比对（${zh}）`,
      en: `What is printed is signed by the office, and was not laid out again to compare: ${en}`,
    });
    return;
  }
  const again = fillRange(await renderRecord(input));
  const same =
    again.bytes.length === bytes.length &&
    again.place.start === place.start &&
    Buffer.compare(again.bytes.subarray(0, place.start), bytes.subarray(0, place.start)) === 0 &&
    Buffer.compare(again.bytes.subarray(place.end), bytes.subarray(place.end)) === 0;
  if (same) {
    findings.good('file', 'print-follows', {
      zh: '印出的内容由所附证据重新排版，逐字节相同',
      en: 'Laid out again from the evidence that is attached, the file is the same, byte for byte',
    });
  } else {
    findings.bad('file', 'print-differs', {
      zh: '印出的内容与由所附证据重新排版的不同',
      en: 'Laid out again from the evidence that is attached, the file is another one: what is printed does not follow',
    });
  }
}

function layoutHere(): string | undefined {
  try {
    return pageLayout();
  } catch (cause) {
    if (cause instanceof SdkError && cause.code === 'report-fonts-missing') return undefined;
    throw cause;
  }
}
