/// What every target offers. Results of the system are taken as they come: they may be anything.
module Platform.Bindings

/// Writes the first `maxCount` bytes; gives the number written, 0 or less when that failed.
let writeBytes (fd: int) (buffer: ReadOnlySpan<byte>) (maxCount: int) : int =
    requires (0 <= maxCount && maxCount <= buffer.Length)
    Platform.Service.writeBytes fd buffer maxCount

/// Reads at most `maxCount` bytes; gives the number read, 0 at the end of the input, less than 0 when that failed.
let readBytes (fd: int) (buffer: Span<byte>) (maxCount: int) : int =
    requires (0 <= maxCount && maxCount <= buffer.Length)
    Platform.Service.readBytes fd buffer maxCount

/// Ends the program with a status.
let exit (status: int) : unit = Platform.Service.exit status

/// Nanoseconds since some fixed moment; never runs backwards.
let now () : int64 = Platform.Service.now ()

let sleep (milliseconds: int) : unit = Platform.Service.sleep milliseconds
