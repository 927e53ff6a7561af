module Registers

[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
[<PeripheralDescriptor("GPIOB", 0x42020400UL)>]
type Gpio =
    { [<Register("IDR", 0x10u, "r")>]
      IDR: NativePtr<uint32, peripheral, readOnly>
      [<Register("AFR", 0x20u, "rw", 2)>]
      AFR: NativePtr<uint32, peripheral, readWrite> }

[<EntryPoint>]
let main () =
    let port = if NativePtr.read GPIOA.IDR = 0ul then GPIOA else GPIOB
    NativePtr.set port.AFR 1 5ul
    0
