/// Strings are UTF-8 bytes. `String.length`, `String.bytes` and `String.ofBytes` are built in.
module String

let isEmpty (text: string) : bool = text.Length = 0

let byteAt (text: string) (index: int) : byte =
    requires (0 <= index && index < text.Length)
    let bytes = String.bytes text
    bytes.[index]

/// Whether the bytes of `part` stand in `text` from `start` on.
let isAt (part: string) (start: int) (text: string) : bool =
    ensures (fun found -> not found || (0 <= start && start <= text.Length && part.Length <= text.Length - start))
    if 0 <= start && start <= text.Length && part.Length <= text.Length - start then
        let wanted = String.bytes part
        let bytes = String.bytes text
        let mutable same = true
        let mutable i = 0
        while same && 0 <= i && i < wanted.Length do
            if bytes.[start + i] <> wanted.[i] then same <- false
            i <- i + 1
        same
    else
        false

let equals (a: string) (b: string) : bool =
    a.Length = b.Length && isAt a 0 b

let startsWith (part: string) (text: string) : bool =
    ensures (fun found -> not found || part.Length <= text.Length)
    isAt part 0 text

let endsWith (part: string) (text: string) : bool =
    ensures (fun found -> not found || part.Length <= text.Length)
    part.Length <= text.Length && isAt part (text.Length - part.Length) text

/// Index in bytes of the first place where `part` stands in `text`, or −1.
let indexOf (part: string) (text: string) : int =
    ensures (fun index -> -1 <= index && (index < 0 || index <= text.Length - part.Length))
    let mutable found = -1
    let mutable start = 0
    while found < 0 && start <= text.Length do
        if isAt part start text then found <- start
        start <- start + 1
    if 0 <= found && found <= text.Length - part.Length then found else -1

let contains (part: string) (text: string) : bool = indexOf part text >= 0

/// Index in bytes of the last place where `part` stands in `text`, or −1.
let lastIndexOf (part: string) (text: string) : int =
    ensures (fun index -> -1 <= index && (index < 0 || index <= text.Length - part.Length))
    let mutable start = text.Length
    while start >= 0 && not (isAt part start text) do
        start <- start - 1
    if 0 <= start && start <= text.Length - part.Length then start else -1

/// Index in bytes of the first place where `part` stands in `text`.
let tryFindIndex (part: string) (text: string) : option<int> =
    let index = indexOf part text
    if index >= 0 then Some index else None

let tryByte (text: string) (index: int) : option<byte> =
    let bytes = String.bytes text
    if 0 <= index && index < bytes.Length then Some bytes.[index] else None

/// `length` bytes from `start` on: a view.
let substring (start: int) (length: int) (text: string) : string =
    requires (0 <= start && start <= text.Length && 0 <= length && length <= text.Length - start)
    text.[start .. start + length - 1]

/// `length` bytes from `start` on, if there are so many.
let trySubstring (start: int) (length: int) (text: string) : option<string> =
    if 0 <= start && start <= text.Length && 0 <= length && length <= text.Length - start then
        Some text.[start .. start + length - 1]
    else
        None

/// What stands before the first `separator`, and what stands behind it; `None` when it does not occur. Fields of a line are taken one by one so.
let trySplit (separator: string) (text: string) : option<string * string> =
    let index = indexOf separator text
    if 0 <= index && index <= text.Length && separator.Length <= text.Length - index then
        Some(text.[0 .. index - 1], text.[index + separator.Length .. text.Length - 1])
    else
        None

let private isBlank (it: byte) : bool = it = 32uy || (it >= 9uy && it <= 13uy)

/// Without the blanks (of ASCII) at its start: a view.
let trimStart (text: string) : string =
    let bytes = String.bytes text
    let mutable start = 0
    while 0 <= start && start < bytes.Length && isBlank bytes.[start] do
        start <- start + 1
    if 0 <= start && start <= text.Length then text.[start .. text.Length - 1] else text

/// Without the blanks (of ASCII) at its end: a view.
let trimEnd (text: string) : string =
    let bytes = String.bytes text
    let mutable count = bytes.Length
    while 0 < count && count <= bytes.Length && isBlank bytes.[count - 1] do
        count <- count - 1
    if 0 <= count && count <= text.Length then text.[0 .. count - 1] else text

/// Without the blanks (of ASCII) at both ends: a view.
let trim (text: string) : string = trimEnd (trimStart text)

/// Number of characters (Unicode scalar values), as a loop over the string sees them.
let count (text: string) : int =
    let bytes = String.bytes text
    let mutable characters = 0
    let mutable position = 0
    while 0 <= position && position < bytes.Length do
        position <- position + Platform.Utf8.size (Platform.Utf8.decode bytes position)
        characters <- characters + 1
    characters

/// The string that these bytes are, if they are UTF-8: a view.
let tryOfBytes (bytes: ReadOnlySpan<byte>) : option<string> =
    if Platform.Utf8.isValid bytes then Some(String.ofBytes bytes) else None

/// Copies the text into the buffer; a view of the copy, or `None` when it does not fit.
let tryCopy (text: string) (buffer: Span<byte>) : option<string> =
    let bytes = String.bytes text
    if bytes.Length <= buffer.Length then
        for i in 0 .. bytes.Length - 1 do
            buffer.[i] <- bytes.[i]
        Some(String.ofBytes buffer.[0 .. bytes.Length - 1])
    else
        None

/// The text in the buffer, behind so many spaces that it has `width` characters; `None` when it does not fit.
let padLeft (width: int) (text: string) (buffer: Span<byte>) : option<string> =
    let bytes = String.bytes text
    let spaces = max 0 (width - count text)
    if bytes.Length <= buffer.Length && spaces <= buffer.Length - bytes.Length then
        for i in 0 .. spaces - 1 do
            buffer.[i] <- 32uy
        for i in 0 .. bytes.Length - 1 do
            buffer.[spaces + i] <- bytes.[i]
        Some(String.ofBytes buffer.[0 .. spaces + bytes.Length - 1])
    else
        None

/// The text in the buffer, followed by so many spaces that it has `width` characters; `None` when it does not fit.
let padRight (width: int) (text: string) (buffer: Span<byte>) : option<string> =
    let bytes = String.bytes text
    let spaces = max 0 (width - count text)
    if bytes.Length <= buffer.Length && spaces <= buffer.Length - bytes.Length then
        for i in 0 .. bytes.Length - 1 do
            buffer.[i] <- bytes.[i]
        for i in bytes.Length .. bytes.Length + spaces - 1 do
            buffer.[i] <- 32uy
        Some(String.ofBytes buffer.[0 .. bytes.Length + spaces - 1])
    else
        None

/// −1, 0 or 1 by the order of the bytes.
let compare (a: string) (b: string) : int =
    let x = String.bytes a
    let y = String.bytes b
    let mutable order = 0
    let mutable i = 0
    while order = 0 && 0 <= i && i < x.Length && i < y.Length do
        if x.[i] < y.[i] then order <- -1
        elif x.[i] > y.[i] then order <- 1
        i <- i + 1
    if order <> 0 then order
    elif x.Length < y.Length then -1
    elif x.Length > y.Length then 1
    else 0
