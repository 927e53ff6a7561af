/// Arrays have a fixed length. `Array.zeroCreate`, `Array.create` and `Array.length` are built in.
module Array

let isEmpty (array: ReadOnlySpan<'T>) : bool = array.Length = 0

let get (array: ReadOnlySpan<'T>) (index: int) : 'T =
    requires (0 <= index && index < array.Length)
    array.[index]

let set (array: Span<'T>) (index: int) (value: 'T) : unit =
    requires (0 <= index && index < array.Length)
    array.[index] <- value

/// Fills `count` elements from `start` on.
let fill (array: Span<'T>) (start: int) (count: int) (value: 'T) : unit =
    requires (0 <= start && 0 <= count && start <= array.Length && count <= array.Length - start)
    for i in start .. start + count - 1 do
        array.[i] <- value

/// Copies `count` elements. The copy is right also when the parts overlap.
let blit (source: ReadOnlySpan<'T>) (sourceIndex: int) (target: Span<'T>) (targetIndex: int) (count: int) : unit =
    requires (0 <= sourceIndex && sourceIndex <= source.Length && 0 <= targetIndex && targetIndex <= target.Length)
    requires (0 <= count && count <= source.Length - sourceIndex && count <= target.Length - targetIndex)
    Span.copyTo source.[sourceIndex .. sourceIndex + count - 1] target.[targetIndex .. targetIndex + count - 1]

let contains (value: 'T) (array: ReadOnlySpan<'T>) : bool =
    let mutable found = false
    for i in 0 .. array.Length - 1 do
        if array.[i] = value then found <- true
    found

/// The sum of numbers; integers wrap around.
let inline sum (array: ReadOnlySpan<'T>) : 'T =
    let mutable total : 'T = Platform.Service.zero ()
    for i in 0 .. array.Length - 1 do
        total <- total + array.[i]
    total

let sumFloat (array: ReadOnlySpan<float>) : float =
    let mutable total = 0.0
    for i in 0 .. array.Length - 1 do
        total <- total + array.[i]
    total

// ── with functions: expanded where they are called ──

/// The elements `f 0`, `f 1`, …: a new array of the caller's block, whose length is known when compiling.
let inline init (count: int) (f: int -> 'T) : 'T[] =
    let result : 'T[] = Array.zeroCreate count
    for i in 0 .. result.Length - 1 do
        result.[i] <- f i
    result

/// A new array of the caller's block, as `init` makes it. `Array.mapInto` needs no new one.
let inline map (f: 'T -> 'U) (array: ReadOnlySpan<'T>) : 'U[] =
    let result : 'U[] = Array.zeroCreate array.Length
    for i in 0 .. result.Length - 1 do
        result.[i] <- f array.[i]
    result

let inline mapi (f: int -> 'T -> 'U) (array: ReadOnlySpan<'T>) : 'U[] =
    let result : 'U[] = Array.zeroCreate array.Length
    for i in 0 .. result.Length - 1 do
        result.[i] <- f i array.[i]
    result

/// A new array with the same elements.
let inline copy (array: ReadOnlySpan<'T>) : 'T[] =
    let result : 'T[] = Array.zeroCreate array.Length
    for i in 0 .. result.Length - 1 do
        result.[i] <- array.[i]
    result

/// A new array of the caller's block: the elements from last to first.
let inline rev (array: ReadOnlySpan<'T>) : 'T[] =
    let result : 'T[] = Array.zeroCreate array.Length
    for i in 0 .. result.Length - 1 do
        result.[i] <- array.[array.Length - 1 - i]
    result

/// A new array of the caller's block: pairs of elements of two arrays, which must have one length.
let inline zip (a: ReadOnlySpan<'T>) (b: ReadOnlySpan<'U>) : ('T * 'U)[] =
    let result : ('T * 'U)[] = Array.zeroCreate a.Length
    assert (a.Length = b.Length)
    for i in 0 .. result.Length - 1 do
        result.[i] <- (a.[i], b.[i])
    result

/// Front to back as many elements as fit; gives their number.
let inline mapInto (f: 'T -> 'U) (source: ReadOnlySpan<'T>) (target: Span<'U>) : int =
    let count = min source.Length target.Length
    for i in 0 .. count - 1 do
        target.[i] <- f source.[i]
    count

let inline mapInPlace (f: 'T -> 'T) (array: Span<'T>) : unit =
    for i in 0 .. array.Length - 1 do
        array.[i] <- f array.[i]

let inline iter (f: 'T -> unit) (array: ReadOnlySpan<'T>) : unit =
    for i in 0 .. array.Length - 1 do
        f array.[i]

let inline iteri (f: int -> 'T -> unit) (array: ReadOnlySpan<'T>) : unit =
    for i in 0 .. array.Length - 1 do
        f i array.[i]

/// As many pairs as the shorter one has elements.
let inline iter2 (f: 'T -> 'U -> unit) (a: ReadOnlySpan<'T>) (b: ReadOnlySpan<'U>) : unit =
    for i in 0 .. min a.Length b.Length - 1 do
        f a.[i] b.[i]

let inline fold (f: 'S -> 'T -> 'S) (start: 'S) (array: ReadOnlySpan<'T>) : 'S =
    let mutable state = start
    for i in 0 .. array.Length - 1 do
        state <- f state array.[i]
    state

let inline foldBack (f: 'T -> 'S -> 'S) (array: ReadOnlySpan<'T>) (start: 'S) : 'S =
    let mutable state = start
    for i = array.Length - 1 downto 0 do
        state <- f array.[i] state
    state

/// As many pairs as the shorter one has elements.
let inline fold2 (f: 'S -> 'T -> 'U -> 'S) (start: 'S) (a: ReadOnlySpan<'T>) (b: ReadOnlySpan<'U>) : 'S =
    let mutable state = start
    for i in 0 .. min a.Length b.Length - 1 do
        state <- f state a.[i] b.[i]
    state

let inline sumBy (f: 'T -> 'U) (array: ReadOnlySpan<'T>) : 'U =
    let mutable total : 'U = Platform.Service.zero ()
    for i in 0 .. array.Length - 1 do
        total <- total + f array.[i]
    total

let inline exists (f: 'T -> bool) (array: ReadOnlySpan<'T>) : bool =
    let mutable found = false
    let mutable i = 0
    while not found && 0 <= i && i < array.Length do
        found <- f array.[i]
        i <- i + 1
    found

let inline forall (f: 'T -> bool) (array: ReadOnlySpan<'T>) : bool =
    let mutable all = true
    let mutable i = 0
    while all && 0 <= i && i < array.Length do
        all <- f array.[i]
        i <- i + 1
    all

let inline tryFindIndex (f: 'T -> bool) (array: ReadOnlySpan<'T>) : option<int> =
    let mutable found = None
    let mutable i = 0
    while Option.isNone found && 0 <= i && i < array.Length do
        if f array.[i] then found <- Some i
        i <- i + 1
    found

let inline tryFind (f: 'T -> bool) (array: ReadOnlySpan<'T>) : option<'T> =
    let mutable found = None
    let mutable i = 0
    while Option.isNone found && 0 <= i && i < array.Length do
        let element = array.[i]
        if f element then found <- Some element
        i <- i + 1
    found

/// The first element that `f` accepts; there must be one.
let inline find (f: 'T -> bool) (array: ReadOnlySpan<'T>) : 'T =
    match tryFind f array with
    | Some element -> element
    | None -> failwith "no element is accepted"

let inline findIndex (f: 'T -> bool) (array: ReadOnlySpan<'T>) : int =
    match tryFindIndex f array with
    | Some index -> index
    | None -> failwith "no element is accepted"

let inline tryPick (f: 'T -> option<'U>) (array: ReadOnlySpan<'T>) : option<'U> =
    let mutable found = None
    let mutable i = 0
    while Option.isNone found && 0 <= i && i < array.Length do
        found <- f array.[i]
        i <- i + 1
    found

let head (array: ReadOnlySpan<'T>) : 'T =
    requires (array.Length > 0)
    array.[0]

let last (array: ReadOnlySpan<'T>) : 'T =
    requires (array.Length > 0)
    array.[array.Length - 1]

let item (index: int) (array: ReadOnlySpan<'T>) : 'T =
    requires (0 <= index && index < array.Length)
    array.[index]

let average (array: ReadOnlySpan<float<'u>>) : float<'u> =
    requires (array.Length > 0)
    sum array / float array.Length

let inline averageBy (f: 'T -> float<'u>) (array: ReadOnlySpan<'T>) : float<'u> =
    assert (array.Length > 0)
    sumBy f array / float array.Length

let tryHead (array: ReadOnlySpan<'T>) : option<'T> = if array.Length > 0 then Some array.[0] else None

let tryLast (array: ReadOnlySpan<'T>) : option<'T> =
    if array.Length > 0 then Some array.[array.Length - 1] else None

let max (array: ReadOnlySpan<'T>) : 'T =
    requires (array.Length > 0)
    let mutable best = array.[0]
    for i in 1 .. array.Length - 1 do
        if array.[i] > best then best <- array.[i]
    best

let min (array: ReadOnlySpan<'T>) : 'T =
    requires (array.Length > 0)
    let mutable best = array.[0]
    for i in 1 .. array.Length - 1 do
        if array.[i] < best then best <- array.[i]
    best

/// The first element for which `f` is greatest.
let maxBy (f: 'T -> 'U) (array: ReadOnlySpan<'T>) : 'T =
    requires (array.Length > 0)
    let mutable best = array.[0]
    let mutable key = f best
    for i in 1 .. array.Length - 1 do
        let element = array.[i]
        let next = f element
        if next > key then
            best <- element
            key <- next
    best

/// The first element for which `f` is least.
let minBy (f: 'T -> 'U) (array: ReadOnlySpan<'T>) : 'T =
    requires (array.Length > 0)
    let mutable best = array.[0]
    let mutable key = f best
    for i in 1 .. array.Length - 1 do
        let element = array.[i]
        let next = f element
        if next < key then
            best <- element
            key <- next
    best

/// Sorts by insertion: equal elements keep their order. `compare a b` is positive when `a` belongs behind `b`.
let sortInPlaceWith (compare: 'T -> 'T -> int) (array: Span<'T>) : unit =
    for i in 1 .. array.Length - 1 do
        let element = array.[i]
        let mutable j = i
        while 0 < j && j < array.Length && compare array.[j - 1] element > 0 do
            array.[j] <- array.[j - 1]
            j <- j - 1
        if 0 <= j && j < array.Length then array.[j] <- element

/// Sorts by insertion: equal elements keep their order.
let sortInPlaceBy (f: 'T -> 'U) (array: Span<'T>) : unit =
    for i in 1 .. array.Length - 1 do
        let element = array.[i]
        let key = f element
        let mutable j = i
        while 0 < j && j < array.Length && f array.[j - 1] > key do
            array.[j] <- array.[j - 1]
            j <- j - 1
        if 0 <= j && j < array.Length then array.[j] <- element

/// Sorts in steps that become shorter (Shell).
let sortInPlace (array: Span<'T>) : unit =
    let mutable gap = array.Length / 2
    while 0 < gap && gap < array.Length do
        for i in gap .. array.Length - 1 do
            let element = array.[i]
            let mutable j = i
            while gap <= j && j < array.Length && array.[j - gap] > element do
                array.[j] <- array.[j - gap]
                j <- j - gap
            if 0 <= j && j < array.Length then array.[j] <- element
        gap <- gap / 2

/// A new array of the caller's block: the elements in order.
let inline sort (array: ReadOnlySpan<'T>) : 'T[] =
    let result = copy array
    sortInPlace result
    result

/// A new array of the caller's block: the elements in the order of what `f` gives for them; equal ones keep theirs.
let inline sortBy (f: 'T -> 'U) (array: ReadOnlySpan<'T>) : 'T[] =
    let result = copy array
    sortInPlaceBy f result
    result
