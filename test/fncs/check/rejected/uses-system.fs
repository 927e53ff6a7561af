module UsesSystem

open System
open System.IO

let a = Console.WriteLine "text"
let b = System.Console.ReadLine()
let c = Int32.Parse "5"
let d = Math.Pow(2.0, 3.0)
let e: byte = Int32.MaxValue
let f = Math.Max(1, 2.0)
let g = System.DateTime.Now
let h = Int32.MaxVal

[<EntryPoint>]
let main () = 0
