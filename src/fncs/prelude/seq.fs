/// Sequences have no storage: a loop over one is the loops of its parts, with the loop's own body where they yield. `Platform.Service.leave ()` ends the loop
/// around it after this turn.
module Seq

// ── sequences ──

let inline singleton (value: 'T) : seq<'T> = seq { yield value }

let inline ofArray (array: 'T[]) : seq<'T> = array

/// `value`, `count` times.
let inline replicate (count: int) (value: 'T) : seq<'T> =
    seq {
        if count < 0 then invalidArg "count" "The count is negative."
        for _ in 1 .. count do
            yield value
    }

/// `f 0`, `f 1`, … `f (count - 1)`.
let inline init (count: int) (f: int -> 'T) : seq<'T> =
    seq {
        if count < 0 then invalidArg "count" "The count is negative."
        for i in 0 .. count - 1 do
            yield f i
    }

/// `f 0`, `f 1`, … up to the largest `int`.
let inline initInfinite (f: int -> 'T) : seq<'T> =
    seq {
        let mutable i = 0
        while 0 <= i do
            yield f i
            i <- i + 1
    }

/// What `f` makes of a state, and the next state, until it gives `None`.
let inline unfold (f: 'S -> option<'T * 'S>) (start: 'S) : seq<'T> =
    seq {
        let mutable state = start
        let mutable going = true
        while going do
            match f state with
            | Some(value, next) ->
                state <- next
                yield value
            | None -> going <- false
    }

let inline map (f: 'T -> 'U) (source: seq<'T>) : seq<'U> =
    seq {
        for x in source do
            yield f x
    }

let inline mapi (f: int -> 'T -> 'U) (source: seq<'T>) : seq<'U> =
    seq {
        let mutable i = 0
        for x in source do
            yield f i x
            i <- i + 1
    }

/// Each element with its number.
let inline indexed (source: seq<'T>) : seq<int * 'T> = mapi (fun i x -> (i, x)) source

let inline filter (f: 'T -> bool) (source: seq<'T>) : seq<'T> =
    seq {
        for x in source do
            if f x then yield x
    }

let inline where (f: 'T -> bool) (source: seq<'T>) : seq<'T> = filter f source

let inline choose (f: 'T -> option<'U>) (source: seq<'T>) : seq<'U> =
    seq {
        for x in source do
            match f x with
            | Some value -> yield value
            | None -> ()
    }

let inline collect (f: 'T -> seq<'U>) (source: seq<'T>) : seq<'U> =
    seq {
        for x in source do
            yield! f x
    }

let inline append (first: seq<'T>) (second: seq<'T>) : seq<'T> =
    seq {
        yield! first
        yield! second
    }

/// The first `count` elements; it stops the program when there are fewer.
let inline take (count: int) (source: seq<'T>) : seq<'T> =
    seq {
        let mutable taken = 0
        if count > 0 then
            for x in source do
                taken <- taken + 1
                if taken >= count then Platform.Service.leave ()
                yield x
            if taken < count then invalidOp "The sequence has fewer elements than are taken."
    }

/// At most `count` elements.
let inline truncate (count: int) (source: seq<'T>) : seq<'T> =
    seq {
        let mutable taken = 0
        if count > 0 then
            for x in source do
                taken <- taken + 1
                if taken >= count then Platform.Service.leave ()
                yield x
    }

let inline takeWhile (f: 'T -> bool) (source: seq<'T>) : seq<'T> =
    seq {
        for x in source do
            if f x then yield x else Platform.Service.leave ()
    }

/// All but the first `count`; it stops the program when there are fewer.
let inline skip (count: int) (source: seq<'T>) : seq<'T> =
    seq {
        let mutable skipped = 0
        for x in source do
            if skipped < count then skipped <- skipped + 1 else yield x
        if skipped < count then invalidOp "The sequence has fewer elements than are skipped."
    }

let inline skipWhile (f: 'T -> bool) (source: seq<'T>) : seq<'T> =
    seq {
        let mutable skipping = true
        for x in source do
            if skipping then skipping <- f x
            if not skipping then yield x
    }

/// Each element with the one before it.
let inline pairwise (source: seq<'T>) : seq<'T * 'T> =
    seq {
        let mutable before = None
        for x in source do
            match before with
            | Some last -> yield (last, x)
            | None -> ()
            before <- Some x
    }

/// The state before the first element and after each.
let inline scan (f: 'S -> 'T -> 'S) (start: 'S) (source: seq<'T>) : seq<'S> =
    seq {
        let mutable state = start
        yield start
        for x in source do
            state <- f state x
            yield state
    }

// ── what is made of them ──

let inline iter (f: 'T -> unit) (source: seq<'T>) : unit =
    for x in source do
        f x

let inline iteri (f: int -> 'T -> unit) (source: seq<'T>) : unit =
    let mutable i = 0
    for x in source do
        f i x
        i <- i + 1

let inline fold (f: 'S -> 'T -> 'S) (start: 'S) (source: seq<'T>) : 'S =
    let mutable state = start
    for x in source do
        state <- f state x
    state

/// It stops the program when there is no element.
let inline reduce (f: 'T -> 'T -> 'T) (source: seq<'T>) : 'T =
    let mutable state = None
    for x in source do
        match state with
        | Some before -> state <- Some(f before x)
        | None -> state <- Some x
    match state with
    | Some value -> value
    | None -> invalidArg "source" "The sequence is empty."

let inline length (source: seq<'T>) : int =
    let mutable count = 0
    for _ in source do
        count <- count + 1
    count

let inline sum (source: seq<'T>) : 'T =
    let mutable total = Platform.Service.zero ()
    for x in source do
        total <- total + x
    total

let inline sumBy (f: 'T -> 'U) (source: seq<'T>) : 'U =
    let mutable total = Platform.Service.zero ()
    for x in source do
        total <- total + f x
    total

/// It stops the program when there is no element.
let inline average (source: seq<float>) : float =
    let mutable total = 0.0
    let mutable count = 0
    for x in source do
        total <- total + x
        count <- count + 1
    if count = 0 then invalidArg "source" "The sequence is empty."
    total / float count

let inline averageBy (f: 'T -> float) (source: seq<'T>) : float = average (map f source)

let inline max (source: seq<'T>) : 'T = reduce (fun a b -> if b > a then b else a) source
let inline min (source: seq<'T>) : 'T = reduce (fun a b -> if b < a then b else a) source

/// The first element for which `f` is greatest.
let inline maxBy (f: 'T -> 'U) (source: seq<'T>) : 'T =
    fst (reduce (fun a b -> if snd b > snd a then b else a) (map (fun x -> (x, f x)) source))

/// The first element for which `f` is least.
let inline minBy (f: 'T -> 'U) (source: seq<'T>) : 'T =
    fst (reduce (fun a b -> if snd b < snd a then b else a) (map (fun x -> (x, f x)) source))

let inline tryPick (f: 'T -> option<'U>) (source: seq<'T>) : option<'U> =
    let mutable found = None
    for x in source do
        let picked = f x
        if Option.isSome picked then
            found <- picked
            Platform.Service.leave ()
    found

let inline tryFind (f: 'T -> bool) (source: seq<'T>) : option<'T> =
    tryPick (fun x -> if f x then Some x else None) source

let inline tryFindIndex (f: 'T -> bool) (source: seq<'T>) : option<int> =
    tryPick (fun (i, x) -> if f x then Some i else None) (indexed source)

let inline exists (f: 'T -> bool) (source: seq<'T>) : bool = Option.isSome (tryFind f source)
let inline forall (f: 'T -> bool) (source: seq<'T>) : bool = not (exists (fun x -> not (f x)) source)
let inline contains (value: 'T) (source: seq<'T>) : bool = exists (fun x -> x = value) source
let inline tryHead (source: seq<'T>) : option<'T> = tryPick (fun x -> Some x) source
let inline isEmpty (source: seq<'T>) : bool = Option.isNone (tryHead source)

let inline tryLast (source: seq<'T>) : option<'T> =
    let mutable last = None
    for x in source do
        last <- Some x
    last

let inline tryItem (index: int) (source: seq<'T>) : option<'T> =
    if index < 0 then None else tryPick (fun (i, x) -> if i = index then Some x else None) (indexed source)

// These stop the program when there is no such element.

let inline pick (f: 'T -> option<'U>) (source: seq<'T>) : 'U =
    match tryPick f source with
    | Some value -> value
    | None -> invalidOp "No element of the sequence is picked."

let inline find (f: 'T -> bool) (source: seq<'T>) : 'T =
    match tryFind f source with
    | Some value -> value
    | None -> invalidOp "No element of the sequence is found."

let inline findIndex (f: 'T -> bool) (source: seq<'T>) : int =
    match tryFindIndex f source with
    | Some index -> index
    | None -> invalidOp "No element of the sequence is found."

let inline head (source: seq<'T>) : 'T =
    match tryHead source with
    | Some value -> value
    | None -> invalidArg "source" "The sequence is empty."

let inline last (source: seq<'T>) : 'T =
    match tryLast source with
    | Some value -> value
    | None -> invalidArg "source" "The sequence is empty."

let inline item (index: int) (source: seq<'T>) : 'T =
    match tryItem index source with
    | Some value -> value
    | None -> invalidArg "index" "The sequence has fewer elements."
