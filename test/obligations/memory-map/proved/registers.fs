// target: cortex-m33 nucleo-l552ze-q
module Registers
[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
type Gpio =
    { [<Register("MODER", 0x00u, "rw")>]
      MODER: NativePtr<uint32, peripheral, readWrite>
      [<Register("IDR", 0x10u, "r")>]
      IDR: NativePtr<uint32, peripheral, readOnly> }
[<EntryPoint>]
let main () =
    NativePtr.write GPIOA.MODER 1ul
    Ptr.write<uint32> 0x42020018un 1ul
    int (NativePtr.read GPIOA.IDR)
