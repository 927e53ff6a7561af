// What a target gives to emission and to the toolchain, as data and text. Implemented by one folder per target under `src/targets/`.
import type { Target } from '../memory/target.ts';
import type { PlatformService } from '../psg/node.ts';

/** What the start-up code must do for one program. */
export interface StartupNeeds {
  /** The entry point takes the command line's arguments as `string[]`. */
  readonly arguments: 'taken' | 'none';
  /** Whether the module holds guards: only then there is a fault handler that reports them. */
  readonly guards: 'some' | 'none';
  /** The services that the program uses: some need a clock or the console to be set up. */
  readonly services: readonly PlatformService[];
  /** The vector table's other entries: exception or interrupt name → symbol of its handler. */
  readonly interrupts: ReadonlyMap<string, string>;
}

/** Which types the program computes with: support that cannot be called is left out, so that it need not be compiled. */
export interface SupportNeeds {
  readonly floats: ReadonlySet<32 | 64>;
}

/** A piece of MLIR: top-level operations, in the order in which they are written. */
export type ModuleText = string;

/** How the linked image is run where it cannot run by itself. */
export type Runner =
  | { readonly kind: 'native' }
  | { readonly kind: 'qemu'; readonly machine: string; readonly flags: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

/** An instruction of the start-up code that traps on purpose, by the symbol it stands in. */
export interface AllowedTrap {
  readonly symbol: string;
  readonly why: string;
}

export interface TargetDefinition {
  readonly target: Target;
  /** LLVM's name of the processor (`-mcpu`). */
  readonly cpu: string;
  /** LLVM's data layout string of the triple. */
  readonly dataLayout: string;
  /** The largest number that the trap instruction carries. */
  readonly largestGuardId: number;
  /** Registers for the values that a failing guard reports, each one word; the fault handler finds them there. */
  readonly reportRegisters: readonly string[];
  /** Assembly of the trap instruction with a guard's number, its local label `0` in front, and its record in `.firefly.guards`. `$` is written `$$`. */
  readonly trapAssembly: (id: number) => string;
  /** Entry point, fault handler and what else runs before and after the program. Calls `@firefly.run`, and `@firefly.report` when there are guards. */
  readonly startup: (needs: StartupNeeds) => ModuleText;
  /** Exceptions and interrupts: where there are none, handlers are left out of the image. */
  readonly interrupts: {
    /** Entry in the vector table of what a program that uses these services may handle. */
    readonly slotOf: (name: string, services: readonly PlatformService[]) => number | undefined;
    readonly names: readonly string[];
  } | null;
  /** The function `@firefly.<service>` of a platform service. */
  readonly services: Readonly<Record<PlatformService, ModuleText>>;
  /** Functions that LLVM may call without being asked: block copies, wide division, floating point in software. Unused ones are dropped at link time. */
  readonly support: (needs: SupportNeeds) => ModuleText;
  readonly linkerScript: string | null;
  readonly linkerFlags: readonly string[];
  /** Shared libraries that the image is linked with, by the names that the loader finds them by; none: it is static. */
  readonly libraries: readonly string[];
  /** The same target linked with its C library; null where there is none, and in that definition itself. */
  readonly cLibrary: TargetDefinition | null;
  readonly runner: Runner;
  /** Image formats besides ELF that make sense. */
  readonly formats: readonly ('bin' | 'hex')[];
  readonly allowedTraps: readonly AllowedTrap[];
}
