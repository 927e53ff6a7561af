// The version of the meaning that claims and facts are written in: part of every certificate and of every cache key.

/**
 * Raised when the meaning of a term, of an obligation's predicate or of the integer encoding changes: words as mathematical integers that
 * wrap where no-wrap is not known, SMT-LIB's Euclidean `div` and `mod`. An older proof then counts for nothing.
 */
export const semanticsVersion = 1;
