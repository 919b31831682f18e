import { createHmac } from "node:crypto";

/**
 * An id that the same parts always give and nobody can reckon who has not the secret: a UUID of version 8 (RFC 9562),
 * from an HMAC of the parts.
 */
export function derivedId(secret: string, parts: string[]): string {
  const bytes = createHmac("sha256", secret).update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
