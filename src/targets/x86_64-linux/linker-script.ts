// How an x86-64 Linux image is laid out: the linker's own layout serves; the loader maps it by its segments.

export const linkerScript: string | null = null;

/** Code is not writable, data not executable, the stack not executable. */
export const linkerFlags: readonly string[] = ['-e', '_start', '-z', 'noexecstack', '-z', 'separate-code'];
