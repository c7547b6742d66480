/** What kind of file a receipt is, by its first bytes and never by its name: a photo, a picture or a PDF, and nothing else. */

export const RECEIPT_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type ReceiptType = (typeof RECEIPT_TYPES)[number];

const BEGINS: Readonly<Record<ReceiptType, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
};

/** The kind of file, or undefined for one that we do not take. */
export function receiptType(bytes: Uint8Array): ReceiptType | undefined {
  return RECEIPT_TYPES.find(type => BEGINS[type].every((byte, at) => bytes[at] === byte));
}
