module Demo

#if DEBUG
let a = 1
#else
let a = 2
#endif
#nowarn "40"
extern int puts(string* s)
module Short = System.IO
open type System.Math
module rec Loop =
    let x = 1
module private Hidden =
    let y = 2
namespace Other
val z: int -> int
[<assembly: Version("1")>]
do ()
[<Attribute>]
printn 1
let w = 3
