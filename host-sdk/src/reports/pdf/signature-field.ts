import type { Document } from '../page/pen.js';

/** Bytes of a CMS signature that have room. */
export const signatureRoom = 8192;
/** What stands in a document that is not signed yet. */
export const openRange = '/ByteRange [0 9999999999 9999999999 9999999999]';

/** What the types of pdfkit leave out: its catalogue, and references. */
interface Internals {
  readonly _root: { readonly data: Record<string, unknown> };
  _acroform?: { readonly fonts: object; readonly defaultFont: string };
  ref(data: Record<string, unknown>): { end(): void };
  readonly page: { readonly dictionary: unknown; readonly annotations: unknown[] };
}

/**
 * An invisible signature field (ISO 32000-2 section 12.7.5.5) on the page, with room for the signature (section 12.8, SubFilter
 * ETSI.CAdES.detached). `placeSignature` fills it.
 *
 * @param at ms since 1970: EN 319 142-1 has the time of signing in the dictionary, not in the CMS
 */
export function addSignatureField(
  document: Document,
  { name, reason, at }: { name: string; reason: string; at: number },
): void {
  const inside = document as unknown as Internals;
  const signature = inside.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, 9999999999, 9999999999, 9999999999],
    Contents: Buffer.alloc(signatureRoom),
    M: new Date(at),
    Name: new String(name),
    Reason: new String(reason),
  });
  const field = inside.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: new String('office'),
    V: signature,
    // Print, locked.
    F: 132,
    Rect: [0, 0, 0, 0],
    P: inside.page.dictionary,
  });
  inside.page.annotations.push(field);
  // Signatures exist; only to be appended to.
  inside._root.data.AcroForm = inside.ref({ Fields: [field], SigFlags: 3, DR: { Font: {} } });
  // pdfkit writes the form at the end, with the fonts of its own fields, of which there are none.
  inside._acroform = { fonts: {}, defaultFont: 'regular' };
  signature.end();
  field.end();
}
