/// What the slave has: coils and registers that the master sets, inputs and measured values that it only reads.
module Modbus.Device

let coils: bool[] = Array.zeroCreate 40
let inputs: bool[] = Array.zeroCreate 24
let holding: uint16[] = Array.zeroCreate 64
let measured: uint16[] = Array.zeroCreate 16

/// Inputs follow the coils, and measured values the registers, so that the master sees what it has done.
let refresh () =
    for i in 0 .. inputs.Length - 1 do
        inputs.[i] <- coils.[i] <> coils.[i + 1]
    for i in 0 .. measured.Length - 1 do
        let mutable sum = 0
        for value in holding.[4 * i .. 4 * i + 3] do
            sum <- sum + int value
        measured.[i] <- uint16 (sum / 4)

/// Are `count` elements from `first` on there?
let covers (length: int) (first: int) (count: int) = 0 <= first && 0 <= count && first <= length - count
