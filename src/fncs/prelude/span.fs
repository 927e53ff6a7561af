/// Views of memory. Arrays are accepted wherever a span is.
module Span

let isEmpty (view: ReadOnlySpan<'T>) : bool = view.Length = 0

let fill (view: Span<'T>) (value: 'T) : unit =
    for i in 0 .. view.Length - 1 do
        view.[i] <- value

/// Copies as many elements as fit, and gives their number. The views may overlap.
let copy (source: ReadOnlySpan<'T>) (target: Span<'T>) : int =
    let count = min source.Length target.Length
    if Platform.Service.isBehind target source then
        for i = count - 1 downto 0 do
            target.[i] <- source.[i]
    else
        for i in 0 .. count - 1 do
            target.[i] <- source.[i]
    count

/// Copies all elements; the views may overlap.
let copyTo (source: ReadOnlySpan<'T>) (target: Span<'T>) : unit =
    requires (source.Length <= target.Length)
    copy source target |> ignore

/// Copies all elements if they fit.
let tryCopyTo (source: ReadOnlySpan<'T>) (target: Span<'T>) : bool =
    if source.Length <= target.Length then
        copy source target |> ignore
        true
    else
        false

let contains (value: 'T) (view: ReadOnlySpan<'T>) : bool =
    let mutable found = false
    for i in 0 .. view.Length - 1 do
        if view.[i] = value then found <- true
    found

/// Index of the first element equal to `value`, or −1.
let indexOf (value: 'T) (view: ReadOnlySpan<'T>) : int =
    ensures (fun index -> -1 <= index && index < view.Length)
    let mutable index = -1
    let mutable i = 0
    while index < 0 && 0 <= i && i < view.Length do
        if view.[i] = value then index <- i
        i <- i + 1
    if index < view.Length then index else -1

/// Same length and equal elements.
let equals (a: ReadOnlySpan<'T>) (b: ReadOnlySpan<'T>) : bool =
    let mutable same = a.Length = b.Length
    let mutable i = 0
    while same && 0 <= i && i < a.Length && i < b.Length do
        if a.[i] <> b.[i] then same <- false
        i <- i + 1
    same

let reverse (view: Span<'T>) : unit =
    let last = view.Length - 1
    for i in 0 .. view.Length / 2 - 1 do
        let other = last - i
        let kept = view.[i]
        view.[i] <- view.[other]
        view.[other] <- kept

// ── with functions: expanded where they are called. `Array` has more, for views as well ──

let inline iter (f: 'T -> unit) (view: ReadOnlySpan<'T>) : unit =
    for i in 0 .. view.Length - 1 do
        f view.[i]

let inline iteri (f: int -> 'T -> unit) (view: ReadOnlySpan<'T>) : unit =
    for i in 0 .. view.Length - 1 do
        f i view.[i]

let inline fold (f: 'S -> 'T -> 'S) (start: 'S) (view: ReadOnlySpan<'T>) : 'S =
    let mutable state = start
    for i in 0 .. view.Length - 1 do
        state <- f state view.[i]
    state

let inline exists (f: 'T -> bool) (view: ReadOnlySpan<'T>) : bool =
    let mutable found = false
    let mutable i = 0
    while not found && 0 <= i && i < view.Length do
        found <- f view.[i]
        i <- i + 1
    found

let inline forall (f: 'T -> bool) (view: ReadOnlySpan<'T>) : bool =
    let mutable all = true
    let mutable i = 0
    while all && 0 <= i && i < view.Length do
        all <- f view.[i]
        i <- i + 1
    all

let inline mapInPlace (f: 'T -> 'T) (view: Span<'T>) : unit =
    for i in 0 .. view.Length - 1 do
        view.[i] <- f view.[i]
