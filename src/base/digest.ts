// In: data or bytes. Out: sha256 in hexadecimal. Canonical: object keys are sorted, so equal data have equal digests.
import { createHash } from 'node:crypto';

export function digestBytes(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** JSON with sorted keys and big integers as decimal strings; `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return member.toString();
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

export function digestOf(value: unknown): string {
  return digestBytes(canonicalJson(value));
}
