/// What can be set from the command line: a table of names with their limits, and the values beside it.
module Pid.Settings

open Pid.Fixed

type Setting =
    | Target
    | Proportional
    | Integral
    | Derivative
    | Load

type Row = { Name: string; Setting: Setting; Low: int; High: int; Unit: string }

let table =
    [| { Name = "target"; Setting = Target; Low = -300; High = 300; Unit = "rad/s" }
       { Name = "p"; Setting = Proportional; Low = 0; High = 50; Unit = "V s" }
       { Name = "i"; Setting = Integral; Low = 0; High = 10; Unit = "V s" }
       { Name = "d"; Setting = Derivative; Low = 0; High = 50; Unit = "V s" }
       { Name = "load"; Setting = Load; Low = 0; High = 200; Unit = "rad/s" } |]

let private values: Fixed[] = Array.create 5 zero

let private indexOf setting =
    match setting with
    | Target -> 0
    | Proportional -> 1
    | Integral -> 2
    | Derivative -> 3
    | Load -> 4

let get setting = values.[indexOf setting]
let set setting value = values.[indexOf setting] <- value

let find (name: string) = table |> Array.tryFind (fun row -> row.Name = name)

type Fault =
    | UnknownName of string
    | NotANumber of string
    | OutOfRange of Row

/// Checks a name and a text before anything is changed.
let change (name: string) (text: string) : Result<Row, Fault> =
    match find name, Fixed.tryParse text with
    | None, _ -> Error(UnknownName name)
    | Some _, None -> Error(NotANumber text)
    | Some row, Some value ->
        if isLess value (ofInt row.Low) || isLess (ofInt row.High) value then
            Error(OutOfRange row)
        else
            set row.Setting value
            Ok row

let gains () : Controller.Gains = { P = get Proportional; I = get Integral; D = get Derivative }

let writeAll () =
    for row in table do
        Console.write $"  {row.Name,-8}"
        write (get row.Setting)
        Console.writeln $" {row.Unit} ({row.Low} to {row.High})"

let preset () =
    set Target zero
    set Proportional (ratio 1 10)
    set Integral (ratio 1 50)
    set Derivative (ratio 1 20)
    set Load zero
