// In: what the world did not give (a file, a tool, a process). Out: an exception that says so, with what to do. The third of the four kinds of error.

/** A place in the user's program that a tool's message speaks about. */
export interface ToolPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ToolFailureDetail {
  /** What was to be done: `lower`, `link`, `read Ring.fs`. */
  readonly doing: string;
  /** The tool's own words, or why there are none. */
  readonly said: string;
  /** What the user can do, for example an install command. */
  readonly hint?: string;
  /** Places in the program that the tool named. */
  readonly places?: readonly ToolPlace[];
  /** Symbols that the linker found nowhere. */
  readonly undefinedSymbols?: readonly string[];
}

/** Not the user's program and not our bug: something outside is missing or failed (exit status 3). */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';
  readonly detail: ToolFailureDetail;

  constructor(detail: ToolFailureDetail) {
    super(`${detail.doing}: ${detail.said}`);
    this.detail = detail;
  }
}
