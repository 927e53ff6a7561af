/// Five loops over arrays, each run many times and timed. kernels.c is the same program in C, loop by loop. Prints for each kernel: name,
/// nanoseconds, and a checksum by which the two programs and all their builds are compared.
module Kernels

[<Literal>]
let Size = 4096

[<Literal>]
let Side = 64

let first : uint32[] = Array.zeroCreate Size
let second : uint32[] = Array.zeroCreate Size
let third : uint32[] = Array.zeroCreate Size
let octets : byte[] = Array.zeroCreate Size
let counts : uint32[] = Array.zeroCreate 256

let sum (values: ReadOnlySpan<uint32>) : uint32 =
    let mutable total = 0ul
    for i in 0 .. values.Length - 1 do
        total <- total + values.[i]
    total

let dot (left: ReadOnlySpan<uint32>) (right: ReadOnlySpan<uint32>) : uint32 =
    requires (left.Length = right.Length)
    let mutable total = 0ul
    for i in 0 .. left.Length - 1 do
        total <- total + left.[i] * right.[i]
    total

let stencil (source: ReadOnlySpan<uint32>) (target: Span<uint32>) : unit =
    requires (source.Length = target.Length)
    for i in 1 .. source.Length - 2 do
        target.[i] <- source.[i - 1] + 2ul * source.[i] + source.[i + 1]

let histogram (source: ReadOnlySpan<byte>) (bins: Span<uint32>) : unit =
    requires (bins.Length = 256)
    for i in 0 .. source.Length - 1 do
        let bin = int source.[i]
        bins.[bin] <- bins.[bin] + 1ul

/// Square matrices, row by row; `target` gains the product.
let matmul (left: ReadOnlySpan<uint32>) (right: ReadOnlySpan<uint32>) (target: Span<uint32>) : unit =
    requires (left.Length = Size && right.Length = Size && target.Length = Size)
    for row in 0 .. Side - 1 do
        for inner in 0 .. Side - 1 do
            let factor = left.[row * Side + inner]
            for column in 0 .. Side - 1 do
                let at = row * Side + column
                target.[at] <- target.[at] + factor * right.[inner * Side + column]

/// Fills the arrays with the numbers of a linear congruential generator.
let fill () : unit =
    let mutable state = 1ul
    for i in 0 .. Size - 1 do
        state <- state * 1664525ul + 1013904223ul
        first.[i] <- state
        second.[i] <- state >>> 7
        octets.[i] <- byte (state >>> 24)

let show (name: string) (start: int64) (checksum: uint32) : unit =
    let elapsed = Platform.Bindings.now () - start
    Console.write name
    Console.write " "
    Console.writeInt (int elapsed)
    Console.write " "
    Console.writeInt (int checksum)
    Console.writeln ""

[<EntryPoint>]
let main () =
    fill ()
    let mutable checksum = 0ul

    let start = Platform.Bindings.now ()
    for turn in 0 .. 200000 - 1 do
        // Each turn changes its input, or the whole loop could be computed once.
        first.[turn &&& (Size - 1)] <- checksum
        checksum <- checksum + sum first
    show "sum" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 120000 - 1 do
        first.[turn &&& (Size - 1)] <- checksum
        checksum <- checksum + dot first second
    show "dot" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 120000 - 1 do
        first.[turn &&& (Size - 1)] <- checksum
        stencil first third
        checksum <- checksum + third.[turn &&& (Size - 1)]
    show "stencil" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 32000 - 1 do
        octets.[turn &&& (Size - 1)] <- byte checksum
        histogram octets counts
        checksum <- checksum + counts.[turn &&& 255]
    show "histogram" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 4000 - 1 do
        first.[turn &&& (Size - 1)] <- checksum
        matmul first second third
        checksum <- checksum + third.[turn &&& (Size - 1)]
    show "matmul" start checksum
    0
