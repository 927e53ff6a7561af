// Regions, access kinds and their laws, as data. No target knowledge.

export const regions = ['peripheral', 'systemControl', 'sram', 'flash', 'stack', 'arena'] as const;
export type Region = (typeof regions)[number];

export interface RegionTraits {
  /** Each read and write is performed exactly as often, as wide and in the order written. */
  readonly volatile: boolean;
  readonly cacheable: boolean;
  readonly writable: 'yes' | 'no' | 'by-register';
}

export const regionTraits: Readonly<Record<Region, RegionTraits>> = {
  peripheral: { volatile: true, cacheable: false, writable: 'by-register' },
  systemControl: { volatile: true, cacheable: false, writable: 'by-register' },
  sram: { volatile: false, cacheable: true, writable: 'yes' },
  flash: { volatile: false, cacheable: true, writable: 'no' },
  stack: { volatile: false, cacheable: true, writable: 'yes' },
  arena: { volatile: false, cacheable: true, writable: 'yes' },
};

export const accesses = ['readOnly', 'writeOnly', 'readWrite'] as const;
export type Access = (typeof accesses)[number];

export function mayRead(access: Access): boolean {
  return access !== 'writeOnly';
}

export function mayWrite(access: Access): boolean {
  return access !== 'readOnly';
}

/** `readWrite` weakens to either kind; the others only to themselves. */
export function weakensTo(from: Access, to: Access): boolean {
  return from === to || from === 'readWrite';
}
