/// A fast Fourier transform in fixed point (Q14), in place, decimation in time: bit reversal, then butterflies. The number of samples is a power
/// of two up to 64 and comes from the console.
module Fft

/// 16384 · sin(2πk / 64).
let sine : int[] =
    [| 0; 1606; 3196; 4756; 6270; 7723; 9102; 10394; 11585; 12665; 13623; 14449; 15137; 15679; 16069; 16305;
       16384; 16305; 16069; 15679; 15137; 14449; 13623; 12665; 11585; 10394; 9102; 7723; 6270; 4756; 3196; 1606;
       0; -1606; -3196; -4756; -6270; -7723; -9102; -10394; -11585; -12665; -13623; -14449; -15137; -15679; -16069; -16305;
       -16384; -16305; -16069; -15679; -15137; -14449; -13623; -12665; -11585; -10394; -9102; -7723; -6270; -4756; -3196; -1606 |]

/// Exchanges each sample with the one at the reversed index.
let reorder (re: Span<int>) (im: Span<int>) : unit =
    let count = re.Length
    let mutable reversed = 0
    for i in 0 .. count - 2 do
        if i < reversed then
            let keptRe = re.[i]
            re.[i] <- re.[reversed]
            re.[reversed] <- keptRe
            let keptIm = im.[i]
            im.[i] <- im.[reversed]
            im.[reversed] <- keptIm
        let mutable bit = count / 2
        while bit > 0 && bit <= reversed do
            reversed <- reversed - bit
            bit <- bit / 2
        reversed <- reversed + bit

/// One stage: butterflies between samples that lie `half` apart; `stride` is the step in the table.
let stage (re: Span<int>) (im: Span<int>) (half: int) (stride: int) : unit =
    for k in 0 .. half - 1 do
        let cosine = sine.[(k * stride + 16) % 64]
        let negativeSine = -sine.[(k * stride) % 64]
        let mutable upper = k
        while upper + half < re.Length do
            let lower = upper + half
            let turnedRe = (re.[lower] * cosine - im.[lower] * negativeSine) / 16384
            let turnedIm = (re.[lower] * negativeSine + im.[lower] * cosine) / 16384
            re.[lower] <- re.[upper] - turnedRe
            im.[lower] <- im.[upper] - turnedIm
            re.[upper] <- re.[upper] + turnedRe
            im.[upper] <- im.[upper] + turnedIm
            upper <- upper + 2 * half

let transform (re: Span<int>) (im: Span<int>) : unit =
    reorder re im
    let mutable half = 1
    let mutable stride = 32
    while half < re.Length do
        stage re im half stride
        half <- 2 * half
        stride <- stride / 2

/// The same transform in the form with two nested loops over blocks.
let transformByBlocks (re: Span<int>) (im: Span<int>) : unit =
    reorder re im
    let count = re.Length
    let mutable size = 2
    while size <= count do
        let half = size / 2
        let stride = 64 / size
        let mutable start = 0
        while start < count do
            for k in 0 .. half - 1 do
                let cosine = sine.[(k * stride + 16) &&& 63]
                let negativeSine = -sine.[k * stride]
                let upper = start + k
                let lower = start + k + half
                let turnedRe = (re.[lower] * cosine - im.[lower] * negativeSine) / 16384
                let turnedIm = (re.[lower] * negativeSine + im.[lower] * cosine) / 16384
                re.[lower] <- re.[upper] - turnedRe
                im.[lower] <- im.[upper] - turnedIm
                re.[upper] <- re.[upper] + turnedRe
                im.[upper] <- im.[upper] + turnedIm
            start <- start + size
        size <- 2 * size

let real : int[] = Array.zeroCreate 64
let imaginary : int[] = Array.zeroCreate 64

/// A sum of two waves and a constant.
let fill (count: int) : unit =
    for i in 0 .. real.Length - 1 do
        real.[i] <- 100 + sine.[(i * 64 / count * 3) &&& 63] / 16 + sine.[(i * 64 / count + 16) &&& 63] / 64
        imaginary.[i] <- 0

let show (re: ReadOnlySpan<int>) (im: ReadOnlySpan<int>) : unit =
    for i in 0 .. re.Length - 1 do
        Console.writeInt re.[i]
        Console.write ","
        Console.writeInt im.[i]
        Console.write " "
    Console.newline ()

[<EntryPoint>]
let main () =
    // One digit a transform: the logarithm of the number of samples.
    let line : byte[] = Array.zeroCreate 8
    let length = Console.readln line
    for i in 0 .. length - 1 do
        let logarithm = int line.[i] - int '0'B
        if 1 <= logarithm && logarithm <= 6 then
            let count = 1 <<< logarithm
            let re = real.[0 .. count - 1]
            let im = imaginary.[0 .. count - 1]
            fill count
            transform re im
            show re im
            fill count
            transformByBlocks re im
            show re im
    0
