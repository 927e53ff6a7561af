// In: names of a program's functions, values and arrays. Out: symbols of the module, each given once, none that the start-up code, its support or LLVM could own.
import { symbolName } from './writer.ts';

export interface Symbols {
  /** A symbol that nobody has yet: the name itself, or the name with a number. */
  readonly claim: (name: string) => string;
}

export function makeSymbols(): Symbols {
  const taken = new Set<string>();
  return {
    claim(name) {
      const safe = isOurs(name) ? name : `fs.${name}`;
      let unique = safe;
      for (let count = 2; taken.has(unique); count++) unique = `${safe}$${count}`;
      taken.add(unique);
      return symbolName(unique);
    },
  };
}

/** Qualified names of a program have a dot in them; `memcpy`, `_start`, `__aeabi_…` and the vector table's symbols have none. */
function isOurs(name: string): boolean {
  return name.includes('.') && !/^(firefly|llvm|fs)\./.test(name);
}
