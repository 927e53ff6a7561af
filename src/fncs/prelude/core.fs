/// Types that every program sees, and the functions that go with them.
[<AutoOpen>]
module Core

type option<'T> =
    | None
    | Some of 'T

type voption<'T> =
    | ValueNone
    | ValueSome of 'T

type Result<'T, 'TError> =
    | Ok of 'T
    | Error of 'TError

type Option<'T> = option<'T>

type ValueOption<'T> = voption<'T>

module Option =
    let isSome (value: option<'T>) : bool =
        match value with
        | Some _ -> true
        | None -> false

    let isNone (value: option<'T>) : bool =
        match value with
        | Some _ -> false
        | None -> true

    /// The value, which must be there.
    let get (value: option<'T>) : 'T =
        requires (isSome value)
        match value with
        | Some it -> it
        | None -> failwith "there is no value"

    /// The value, or `fallback` when there is none.
    let defaultValue (fallback: 'T) (value: option<'T>) : 'T =
        match value with
        | Some it -> it
        | None -> fallback

    let contains (wanted: 'T) (value: option<'T>) : bool =
        match value with
        | Some it -> it = wanted
        | None -> false

    let inline map (f: 'T -> 'U) (value: option<'T>) : option<'U> =
        match value with
        | Some it -> Some(f it)
        | None -> None

    let inline map2 (f: 'T -> 'U -> 'V) (a: option<'T>) (b: option<'U>) : option<'V> =
        match a, b with
        | Some x, Some y -> Some(f x y)
        | _ -> None

    let inline bind (f: 'T -> option<'U>) (value: option<'T>) : option<'U> =
        match value with
        | Some it -> f it
        | None -> None

    let inline iter (f: 'T -> unit) (value: option<'T>) : unit =
        match value with
        | Some it -> f it
        | None -> ()

    let inline filter (f: 'T -> bool) (value: option<'T>) : option<'T> =
        match value with
        | Some it -> if f it then value else None
        | None -> None

    let inline exists (f: 'T -> bool) (value: option<'T>) : bool =
        match value with
        | Some it -> f it
        | None -> false

    let inline forall (f: 'T -> bool) (value: option<'T>) : bool =
        match value with
        | Some it -> f it
        | None -> true

    let inline fold (f: 'S -> 'T -> 'S) (state: 'S) (value: option<'T>) : 'S =
        match value with
        | Some it -> f state it
        | None -> state

    /// The value, or what `f` gives when there is none.
    let inline defaultWith (f: unit -> 'T) (value: option<'T>) : 'T =
        match value with
        | Some it -> it
        | None -> f ()

    /// The value, or `other` when there is none.
    let orElse (other: option<'T>) (value: option<'T>) : option<'T> =
        match value with
        | Some _ -> value
        | None -> other

    let inline orElseWith (f: unit -> option<'T>) (value: option<'T>) : option<'T> =
        match value with
        | Some _ -> value
        | None -> f ()

    let flatten (value: option<option<'T>>) : option<'T> =
        match value with
        | Some it -> it
        | None -> None

    let count (value: option<'T>) : int =
        match value with
        | Some _ -> 1
        | None -> 0

module ValueOption =
    let isSome (value: voption<'T>) : bool =
        match value with
        | ValueSome _ -> true
        | ValueNone -> false

    let isNone (value: voption<'T>) : bool =
        match value with
        | ValueSome _ -> false
        | ValueNone -> true

    /// The value, which must be there.
    let get (value: voption<'T>) : 'T =
        requires (isSome value)
        match value with
        | ValueSome it -> it
        | ValueNone -> failwith "there is no value"

    /// The value, or `fallback` when there is none.
    let defaultValue (fallback: 'T) (value: voption<'T>) : 'T =
        match value with
        | ValueSome it -> it
        | ValueNone -> fallback

    let contains (wanted: 'T) (value: voption<'T>) : bool =
        match value with
        | ValueSome it -> it = wanted
        | ValueNone -> false

    let inline map (f: 'T -> 'U) (value: voption<'T>) : voption<'U> =
        match value with
        | ValueSome it -> ValueSome(f it)
        | ValueNone -> ValueNone

    let inline bind (f: 'T -> voption<'U>) (value: voption<'T>) : voption<'U> =
        match value with
        | ValueSome it -> f it
        | ValueNone -> ValueNone

    let inline iter (f: 'T -> unit) (value: voption<'T>) : unit =
        match value with
        | ValueSome it -> f it
        | ValueNone -> ()

    let inline filter (f: 'T -> bool) (value: voption<'T>) : voption<'T> =
        match value with
        | ValueSome it -> if f it then value else ValueNone
        | ValueNone -> ValueNone

    let inline exists (f: 'T -> bool) (value: voption<'T>) : bool =
        match value with
        | ValueSome it -> f it
        | ValueNone -> false

    let inline forall (f: 'T -> bool) (value: voption<'T>) : bool =
        match value with
        | ValueSome it -> f it
        | ValueNone -> true

    /// The value, or what `f` gives when there is none.
    let inline defaultWith (f: unit -> 'T) (value: voption<'T>) : 'T =
        match value with
        | ValueSome it -> it
        | ValueNone -> f ()

    /// The value, or `other` when there is none.
    let orElse (other: voption<'T>) (value: voption<'T>) : voption<'T> =
        match value with
        | ValueSome _ -> value
        | ValueNone -> other

module Result =
    let isOk (result: Result<'T, 'E>) : bool =
        match result with
        | Ok _ -> true
        | Error _ -> false

    let isError (result: Result<'T, 'E>) : bool =
        match result with
        | Ok _ -> false
        | Error _ -> true

    /// The value, or `fallback` after an error.
    let defaultValue (fallback: 'T) (result: Result<'T, 'E>) : 'T =
        match result with
        | Ok it -> it
        | Error _ -> fallback

    let toOption (result: Result<'T, 'E>) : option<'T> =
        match result with
        | Ok it -> Some it
        | Error _ -> None

    let inline map (f: 'T -> 'U) (result: Result<'T, 'E>) : Result<'U, 'E> =
        match result with
        | Ok it -> Ok(f it)
        | Error error -> Error error

    let inline mapError (f: 'E -> 'F) (result: Result<'T, 'E>) : Result<'T, 'F> =
        match result with
        | Ok it -> Ok it
        | Error error -> Error(f error)

    let inline bind (f: 'T -> Result<'U, 'E>) (result: Result<'T, 'E>) : Result<'U, 'E> =
        match result with
        | Ok it -> f it
        | Error error -> Error error

    let inline iter (f: 'T -> unit) (result: Result<'T, 'E>) : unit =
        match result with
        | Ok it -> f it
        | Error _ -> ()

    let inline exists (f: 'T -> bool) (result: Result<'T, 'E>) : bool =
        match result with
        | Ok it -> f it
        | Error _ -> false

    let inline forall (f: 'T -> bool) (result: Result<'T, 'E>) : bool =
        match result with
        | Ok it -> f it
        | Error _ -> true

    /// The value, or what `f` makes of the error.
    let inline defaultWith (f: 'E -> 'T) (result: Result<'T, 'E>) : 'T =
        match result with
        | Ok it -> it
        | Error error -> f error

/// Gives back what it is given.
let id (value: 'T) : 'T = value

let nan : float = 0.0 / 0.0
let nanf : float32 = 0.0f / 0.0f
let infinity : float = 1.0 / 0.0
let infinityf : float32 = 1.0f / 0.0f

/// −1, 0 or 1 by the order of the values. What has no order, like NaN, counts as equal.
let compare (a: 'T) (b: 'T) : int =
    if a < b then -1
    elif a > b then 1
    else 0

/// The value, or `fallback` when there is none.
let defaultArg (value: option<'T>) (fallback: 'T) : 'T = Option.defaultValue fallback value
