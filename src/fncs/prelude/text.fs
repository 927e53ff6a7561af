/// Strings are UTF-8 bytes. `String.length`, `String.bytes` and `String.ofBytes` are built in.
module String

let isEmpty (text: string) : bool = text.Length = 0

let byteAt (text: string) (index: int) : byte =
    requires (0 <= index && index < text.Length)
    let bytes = String.bytes text
    bytes.[index]

/// Whether the bytes of `part` stand in `text` from `start` on.
let isAt (part: string) (start: int) (text: string) : bool =
    let wanted = String.bytes part
    let bytes = String.bytes text
    let mutable same = 0 <= start && start <= bytes.Length && wanted.Length <= bytes.Length - start
    let mutable i = 0
    while same && 0 <= i && i < wanted.Length do
        let at = start + i
        if at < 0 || at >= bytes.Length then same <- false
        elif bytes.[at] <> wanted.[i] then same <- false
        i <- i + 1
    same

let equals (a: string) (b: string) : bool =
    a.Length = b.Length && isAt a 0 b

let startsWith (part: string) (text: string) : bool = isAt part 0 text

let endsWith (part: string) (text: string) : bool =
    part.Length <= text.Length && isAt part (text.Length - part.Length) text

/// Index in bytes of the first place where `part` stands in `text`, or −1.
let indexOf (part: string) (text: string) : int =
    let mutable found = -1
    let mutable start = 0
    while found < 0 && start <= text.Length do
        if isAt part start text then found <- start
        start <- start + 1
    found

let contains (part: string) (text: string) : bool = indexOf part text >= 0

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
