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

    /// The value, or `fallback` when there is none.
    let defaultValue (fallback: 'T) (value: option<'T>) : 'T =
        match value with
        | Some it -> it
        | None -> fallback

    let contains (wanted: 'T) (value: option<'T>) : bool =
        match value with
        | Some it -> it = wanted
        | None -> false

module ValueOption =
    let isSome (value: voption<'T>) : bool =
        match value with
        | ValueSome _ -> true
        | ValueNone -> false

    let isNone (value: voption<'T>) : bool =
        match value with
        | ValueSome _ -> false
        | ValueNone -> true

    /// The value, or `fallback` when there is none.
    let defaultValue (fallback: 'T) (value: voption<'T>) : 'T =
        match value with
        | ValueSome it -> it
        | ValueNone -> fallback

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
