/** A new idempotency key: a request that is sent again with the same one changes nothing. */
export function newKey(): string {
  return crypto.randomUUID();
}
