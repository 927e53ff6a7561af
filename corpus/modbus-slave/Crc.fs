/// The check sum of Modbus RTU: CRC-16 with the reflected polynomial 0xA001, started at 0xFFFF, sent low byte first
/// (Modbus over serial line, specification and implementation guide V1.02, 6.2.2).
module Modbus.Crc

let private step (crc: uint16) (octet: byte) : uint16 =
    let mutable rest = crc ^^^ uint16 octet
    for _ in 1 .. 8 do
        rest <- if rest &&& 1us = 1us then (rest >>> 1) ^^^ 0xA001us else rest >>> 1
    rest

let ofBytes (octets: ReadOnlySpan<byte>) : uint16 = octets |> Span.fold step 0xFFFFus
