module Descriptors

[<PeripheralDescriptor("TIM2", 0x40000000UL)>]
[<PeripheralDescriptor("TIM2", 0x40000400UL)>]
[<PeripheralDescriptor("no name", 0x40000400UL)>]
type Timer =
    { [<Register("CR1", 0x00u, "rw")>] CR1: NativePtr<uint32, peripheral, readOnly>
      [<Register("CR2", 0x04u, "x")>] CR2: NativePtr<uint32, peripheral, readWrite>
      [<Register("SMCR", 0x08u, "rw")>] DIER: NativePtr<uint32, peripheral, readWrite>
      [<Register("SR", 0x10u, "rw")>] SR: NativePtr<uint32, sram, readWrite>
      [<Register("EGR", 0x14u, "rw")>] EGR: uint32
      [<Register("CNT", 0x18u, "rw")>] CNT: NativePtr<bool, peripheral, readWrite>
      [<Register("PSC", 0x1Cu, "rw")>] PSC: NativePtr<int, peripheral, readWrite>
      [<Register("ARR")>] ARR: NativePtr<uint32, peripheral, readWrite>
      Plain: NativePtr<uint32, peripheral, readWrite> }

[<PeripheralDescriptor("UART", 0x40001000UL)>]
type Uart =
    { [<Register("A", 0x00u, "rw", 4)>] A: NativePtr<uint32, peripheral, readWrite>
      [<Register("B", 0x0Cu, "rw")>] B: NativePtr<uint32, peripheral, readWrite>
      [<Register("C", 0x12u, "rw")>] C: NativePtr<uint32, peripheral, readWrite> }

type NoDescriptor = { [<Register("X", 0x00u, "r")>] X: NativePtr<uint32, peripheral, readOnly> }

let build () = { A = UART.A; B = UART.B; C = UART.C }
let copy () = { UART with A = UART.B }
let unknownRegister () = UART.D
let compare (a: Uart) (b: Uart) = a = b
