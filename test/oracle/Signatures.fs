/// What the dialect has built in, as signatures for the F# checker: nothing here runs. Views are arrays here: F# converts an array to a span only at
/// method calls, the dialect everywhere. Access kinds are one type, since F# has no weakening from `readWrite`. Both make F# accept more, never less.
[<AutoOpen>]
module Signatures

open System

type peripheral = class end
type systemControl = class end
type sram = class end
type flash = class end
type stack = class end

type Peripheral = peripheral
type SystemControl = systemControl
type Sram = sram
type Flash = flash
type Stack = stack

type AccessKind = class end
type readOnly = AccessKind
type writeOnly = AccessKind
type readWrite = AccessKind
type ReadOnly = AccessKind
type WriteOnly = AccessKind
type ReadWrite = AccessKind

type NativePtr<'T, 'Region, 'Access>() =
    member _.Length = 0
type Ptr<'T, 'Region, 'Access> = NativePtr<'T, 'Region, 'Access>

type Span<'T> = 'T[]
type ReadOnlySpan<'T> = 'T[]

/// What views have in .NET.
[<AutoOpen>]
module ViewMembers =
    type 'T ``[]`` with
        member view.Slice(start: int) : 'T[] = view
        member view.Slice(start: int, length: int) : 'T[] = view
        member view.IsEmpty = false
        member view.CopyTo(target: 'T[]) : unit = ()
        member view.TryCopyTo(target: 'T[]) : bool = false
        member view.Fill(value: 'T) : unit = ()
        member view.Clear() : unit = ()

/// F#'s own is behind `open System`.
[<AttributeUsage(AttributeTargets.Enum)>]
type FlagsAttribute() =
    inherit Attribute()

[<AttributeUsage(AttributeTargets.All, AllowMultiple = true)>]
type PeripheralDescriptorAttribute(name: string, address: uint64) =
    inherit Attribute()
    new(name: string, address: uint32) = PeripheralDescriptorAttribute(name, uint64 address)
    new(name: string, address: int64) = PeripheralDescriptorAttribute(name, uint64 address)
    new(name: string, address: int) = PeripheralDescriptorAttribute(name, uint64 address)

[<AttributeUsage(AttributeTargets.All)>]
type RegisterAttribute(name: string, offset: uint32, access: string, count: int) =
    inherit Attribute()
    new(name: string, offset: uint32, access: string) = RegisterAttribute(name, offset, access, 1)
    new(name: string, offset: int, access: string) = RegisterAttribute(name, 0u, access, 1)
    new(name: string, offset: int, access: string, count: int) = RegisterAttribute(name, 0u, access, count)

/// Hides F#'s own, whose function must take the arguments of the command line.
[<AttributeUsage(AttributeTargets.All)>]
type EntryPointAttribute() =
    inherit Attribute()

[<AttributeUsage(AttributeTargets.All)>]
type InterruptAttribute(name: string) =
    inherit Attribute()

[<AttributeUsage(AttributeTargets.Method)>]
type FidelityExternAttribute(library: string, symbol: string) =
    inherit Attribute()

type DllImportAttribute = System.Runtime.InteropServices.DllImportAttribute

module Interrupt =
    let critical (body: unit -> 'T) : 'T = body ()

let requires (condition: bool) : unit = ignore condition
let ensures (condition: 'T -> bool) : unit = ignore condition
let invariant (condition: bool) : unit = ignore condition
let ``assert`` (condition: bool) : unit = ignore condition

module Option =
    let contains (wanted: 'T) (value: option<'T>) : bool = value = Some wanted

module ValueOption =
    let isSome (value: voption<'T>) : bool = value.IsSome
    let isNone (value: voption<'T>) : bool = value.IsNone
    let defaultValue (fallback: 'T) (value: voption<'T>) : 'T = match value with ValueSome it -> it | ValueNone -> fallback

module Result =
    let isOk (result: Result<'T, 'E>) : bool = match result with Ok _ -> true | Error _ -> false
    let isError (result: Result<'T, 'E>) : bool = match result with Ok _ -> false | Error _ -> true
    let defaultValue (fallback: 'T) (result: Result<'T, 'E>) : 'T = match result with Ok it -> it | Error _ -> fallback
    let toOption (result: Result<'T, 'E>) : option<'T> = match result with Ok it -> Some it | Error _ -> None

module Span =
    let ofArray (array: 'T[]) : Span<'T> = array
    let length (view: ReadOnlySpan<'T>) : int = view.Length

module String =
    let bytes (text: string) : ReadOnlySpan<byte> = Unchecked.defaultof<_>
    let ofBytes (bytes: ReadOnlySpan<byte>) : string = Unchecked.defaultof<_>

module NativePtr =
    let stackalloc<'T> (count: int) : NativePtr<'T, stack, readWrite> = Unchecked.defaultof<_>
    let get (pointer: NativePtr<'T, 'R, 'A>) (index: int) : 'T = Unchecked.defaultof<_>
    let set (pointer: NativePtr<'T, 'R, 'A>) (index: int) (value: 'T) : unit = ()
    let read (pointer: NativePtr<'T, 'R, 'A>) : 'T = Unchecked.defaultof<_>
    let write (pointer: NativePtr<'T, 'R, 'A>) (value: 'T) : unit = ()
    let length (pointer: NativePtr<'T, 'R, 'A>) : int = 0

/// From a pointer or from a raw address. F# has no overloaded curried functions, so `write` takes any place.
type Ptr =
    static member read(place: NativePtr<'T, 'Region, 'Access>) : 'T = Unchecked.defaultof<_>
    static member read<'T>(address: unativeint) : 'T = Unchecked.defaultof<_>
    static member write (place: 'Place) (value: 'T) : unit = ()

module Cpu =
    let nop () : unit = ()
    let waitForInterrupt () : unit = ()

module Proof =
    let facts () : unit = ()
