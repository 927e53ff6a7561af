module Regions

[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
type Gpio =
    { [<Register("MODER", 0x00u, "rw")>] MODER: NativePtr<uint32, peripheral, readWrite>
      [<Register("IDR", 0x10u, "r")>] IDR: NativePtr<uint32, peripheral, readOnly>
      [<Register("BSRR", 0x18u, "w")>] BSRR: Ptr<uint32, Peripheral, WriteOnly> }

type Holder = { Source: NativePtr<uint32, sram, readOnly> }

let writeInput () = NativePtr.set GPIOA.IDR 0 1ul
let writeInput2 () = Ptr.write GPIOA.IDR 1ul
let readSet () = NativePtr.get GPIOA.BSRR 0
let readSet2 (port: Gpio) = NativePtr.read port.BSRR
let ofSram (p: NativePtr<uint32, sram, readOnly>) = NativePtr.read p
let argument () = ofSram GPIOA.IDR
let binding : NativePtr<uint32, flash, readOnly> = GPIOA.IDR
let returned () : NativePtr<uint32, sram, readOnly> = GPIOA.IDR
let field () = { Source = GPIOA.IDR }
let element (p: NativePtr<uint32, sram, readOnly>) = [| p; GPIOA.IDR |]
let onStack () =
    let p = NativePtr.stackalloc<uint32> 4
    ofSram p
let branch (p: NativePtr<uint32, sram, readOnly>) b = if b then p else GPIOA.IDR
let strengthen : NativePtr<uint32, peripheral, readWrite> = GPIOA.IDR
let turn : NativePtr<uint32, peripheral, readOnly> = GPIOA.BSRR
let genericRead (p: NativePtr<uint32, 'r, 'a>) = NativePtr.get p 0
let throughGeneric () = genericRead GPIOA.BSRR
let inferredWrite p = NativePtr.write p 1ul
let throughInferred () = inferredWrite GPIOA.IDR
let wrongElement () = NativePtr.set GPIOA.MODER 0 1uy
let wrongSuffix () = NativePtr.set GPIOA.MODER 0 0x1u
let unknownRegion (p: NativePtr<uint32, ram, readOnly>) = p
let unknownAccess (p: NativePtr<uint32, sram, read>) = p
let tooFew (p: NativePtr<uint32>) = p
let thin (p: nativeptr<uint32>) = NativePtr.read p
let thin2 (p: nativeptr<uint32>) = Ptr.read p
let rawAddress (a: uint32) : uint32 = Ptr.read a
let indexed () = GPIOA.MODER.[0]
let assigned () = GPIOA.MODER <- 1
let addressOf () = NativePtr.ofNativeInt 4n
let twice (p: NativePtr<uint32, peripheral sram, readWrite>) = NativePtr.read p
