// In: a state that the program's own types say cannot exist. Out: never returns. Stops the build: evidence made after such a state would be invalid.

/** Our own bug, the fourth and last kind of error. The command line reports it as such and marks the evidence invalid (exit 4). */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** Stops because of a state that cannot be, saying why it cannot. */
export function never(whyThisCannotBe: string): never {
  throw new InternalError(whyThisCannotBe);
}

/** Closes a `switch` over a discriminated union: a new variant turns every such place red. */
export function assertNever(value: never): never {
  throw new InternalError(`unhandled variant: ${JSON.stringify(value)}`);
}
