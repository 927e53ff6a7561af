/// Frames of Modbus RTU: address, function, data, check sum. Numbers of 16 bits are sent high byte first.
module Modbus.Frame

/// The longest frame on a serial line, in bytes.
[<Literal>]
let MaxFrame = 256

type Fault =
    | TooShort of length: int
    | BadCrc of expected: uint16 * received: uint16

/// Exception codes of the Modbus application protocol V1.1b3, chapter 7.
type Refusal =
    | IllegalFunction
    | IllegalAddress
    | IllegalValue

let codeOf refusal =
    match refusal with
    | IllegalFunction -> 1uy
    | IllegalAddress -> 2uy
    | IllegalValue -> 3uy

/// What a master asks, once its numbers are known to make sense.
type Request =
    | ReadCoils of first: int * count: int
    | ReadInputs of first: int * count: int
    | ReadHolding of first: int * count: int
    | ReadMeasured of first: int * count: int
    | WriteCoil of address: int * isOn: bool
    | WriteRegister of address: int * value: uint16
    | WriteCoils of first: int * count: int
    | WriteRegisters of first: int * count: int

/// The 16 bits that begin at a position, if they are there.
let tryWord (octets: ReadOnlySpan<byte>) (position: int) : uint16 option =
    if 0 <= position && position < octets.Length - 1 then
        Some((uint16 octets.[position] <<< 8) ||| uint16 octets.[position + 1])
    else
        None

/// The frame without its check sum, if the check sum is right.
let check (frame: ReadOnlySpan<byte>) : Result<ReadOnlySpan<byte>, Fault> =
    let length = frame.Length
    if length < 4 then
        Error(TooShort length)
    else
        let body = frame.[.. length - 3]
        let expected = Crc.ofBytes body
        let received = uint16 frame.[length - 2] ||| (uint16 frame.[length - 1] <<< 8)
        if expected = received then Ok body else Error(BadCrc(expected, received))

/// A first address and a count between 1 and `limit`.
let private range (data: ReadOnlySpan<byte>) limit make =
    match tryWord data 0, tryWord data 2 with
    | Some first, Some count when 1 <= int count && int count <= limit -> Ok(make (int first, int count))
    | _ -> Error IllegalValue

/// Like `range`, with so many bytes of values behind it: their number is told once more, and must agree.
let private block (data: ReadOnlySpan<byte>) limit (bytesFor: int -> int) make =
    match tryWord data 0, tryWord data 2 with
    | Some first, Some count when 1 <= int count && int count <= limit && data.Length > 4 ->
        let size = bytesFor (int count)
        if int data.[4] = size && data.Length = 5 + size then
            Ok(make (int first, int count))
        else
            Error IllegalValue
    | _ -> Error IllegalValue

let bytesForBits count = (count + 7) / 8

/// Reads what follows the function code.
let parse (code: byte) (data: ReadOnlySpan<byte>) : Result<Request, Refusal> =
    match code with
    | 0x01uy -> range data 2000 ReadCoils
    | 0x02uy -> range data 2000 ReadInputs
    | 0x03uy -> range data 125 ReadHolding
    | 0x04uy -> range data 125 ReadMeasured
    | 0x05uy ->
        match tryWord data 0, tryWord data 2 with
        | Some address, Some 0xFF00us -> Ok(WriteCoil(int address, true))
        | Some address, Some 0us -> Ok(WriteCoil(int address, false))
        | _ -> Error IllegalValue
    | 0x06uy ->
        match tryWord data 0, tryWord data 2 with
        | Some address, Some value -> Ok(WriteRegister(int address, value))
        | _ -> Error IllegalValue
    | 0x0Fuy -> block data 1968 bytesForBits WriteCoils
    | 0x10uy -> block data 123 (fun count -> 2 * count) WriteRegisters
    | _ -> Error IllegalFunction
