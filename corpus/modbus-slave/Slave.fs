/// The slave's answer to each frame.
module Modbus.Slave

open Modbus.Frame

[<Literal>]
let Broadcast = 0uy

/// An answer that is put together: bytes from the front of a buffer. What does not fit is dropped and remembered.
type Answer = { mutable Used: int; mutable IsFull: bool }

let private store: byte[] = Array.zeroCreate MaxFrame
let mutable private answer = { Used = 0; IsFull = false }

let private put (octet: byte) =
    if 0 <= answer.Used && answer.Used < store.Length then
        store.[answer.Used] <- octet
        answer.Used <- answer.Used + 1
    else
        answer.IsFull <- true

let private putWord (word: uint16) =
    put (byte (word >>> 8))
    put (byte word)

let private putBits (bits: ReadOnlySpan<bool>) =
    put (byte (bytesForBits bits.Length))
    let mutable octet = 0uy
    for i in 0 .. bits.Length - 1 do
        if bits.[i] then octet <- octet ||| (1uy <<< (i &&& 7))
        if i &&& 7 = 7 || i = bits.Length - 1 then
            put octet
            octet <- 0uy

let private putWords (words: ReadOnlySpan<uint16>) =
    put (byte (2 * words.Length))
    for word in words do
        putWord word

let private slice (all: ReadOnlySpan<'T>) first count (write: ReadOnlySpan<'T> -> unit) =
    if count >= 1 && Device.covers all.Length first count then
        write all.[first .. first + count - 1]
        Ok()
    else
        Error IllegalAddress

let private setCoils (values: ReadOnlySpan<byte>) first count =
    if Device.covers Device.coils.Length first count && bytesForBits count <= values.Length then
        for i in 0 .. count - 1 do
            Device.coils.[first + i] <- (values.[i / 8] >>> (i % 8)) &&& 1uy = 1uy
        Ok()
    else
        Error IllegalAddress

let private setRegisters (values: ReadOnlySpan<byte>) first count =
    if Device.covers Device.holding.Length first count && 2 * count <= values.Length then
        for i in 0 .. count - 1 do
            Device.holding.[first + i] <- (uint16 values.[2 * i] <<< 8) ||| uint16 values.[2 * i + 1]
        Ok()
    else
        Error IllegalAddress

let private echo (data: ReadOnlySpan<byte>) =
    if data.Length >= 4 then
        for octet in data.[0..3] do
            put octet

/// Does what is asked and writes the data of the answer.
let private perform (request: Request) (data: ReadOnlySpan<byte>) : Result<unit, Refusal> =
    match request with
    | ReadCoils(first, count) -> slice Device.coils first count putBits
    | ReadInputs(first, count) -> slice Device.inputs first count putBits
    | ReadHolding(first, count) -> slice Device.holding first count putWords
    | ReadMeasured(first, count) -> slice Device.measured first count putWords
    | WriteCoil(address, isOn) ->
        if address < Device.coils.Length && address >= 0 then
            Device.coils.[address] <- isOn
            echo data
            Ok()
        else
            Error IllegalAddress
    | WriteRegister(address, value) ->
        if address < Device.holding.Length && address >= 0 then
            Device.holding.[address] <- value
            echo data
            Ok()
        else
            Error IllegalAddress
    | WriteCoils(first, count) -> setCoils data.[5..] first count |> Result.map (fun () -> echo data)
    | WriteRegisters(first, count) -> setRegisters data.[5..] first count |> Result.map (fun () -> echo data)

let private finish () : ReadOnlySpan<byte> =
    let used = if 0 <= answer.Used && answer.Used <= store.Length then answer.Used else 0
    let crc = Crc.ofBytes store.[.. used - 1]
    put (byte crc)
    put (byte (crc >>> 8))
    if not answer.IsFull && 0 <= answer.Used && answer.Used <= store.Length then
        store.[.. answer.Used - 1]
    else
        store.[.. -1]

type Outcome =
    | Reply of ReadOnlySpan<byte>
    /// The frame is for another slave, or for all: nobody answers it.
    | Silence
    | Broken of Fault

/// Takes a frame as it came from the line.
let take (own: byte) (frame: ReadOnlySpan<byte>) : Outcome =
    match check frame with
    | Error fault -> Broken fault
    | Ok body ->
        if body.Length < 2 || (body.[0] <> own && body.[0] <> Broadcast) then
            Silence
        else
            let address, code, data = body.[0], body.[1], body.[2..]
            answer <- { Used = 0; IsFull = false }
            put own
            put code
            match parse code data |> Result.bind (fun request -> perform request data) with
            | Ok() -> ()
            | Error refusal ->
                answer <- { Used = 0; IsFull = false }
                put own
                put (code ||| 0x80uy)
                put (codeOf refusal)
            Device.refresh ()
            if address = Broadcast then Silence else Reply(finish ())
