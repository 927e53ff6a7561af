// Why a command ends without its result, and the exit status that says so (`docs/evidence.md`, command line).

export const exitCodes = {
  ok: 0,
  /** The program is refused, or a `[proof] require` gate or a comparison fails. */
  refused: 1,
  usage: 2,
  /** A tool or a file is missing or failed. */
  world: 3,
  /** The evidence is invalid, or we are wrong ourselves. */
  invalid: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one clear message on standard error. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exit: ExitCode;

  constructor(exit: ExitCode, message: string) {
    super(message);
    this.exit = exit;
  }
}
