/// Runs the controller against the model of a motor, as the commands on the UART say.
module Pid.Main

open Pid.Fixed
open Pid.Command
open Pid.Settings

let mutable motor = Motor.atRest
let mutable controller = Controller.create { P = zero; I = zero; D = zero } Motor.limit

let writeState () =
    Console.write "speed "
    write motor.Speed
    Console.write " rad/s, drive "
    write controller.Output
    Console.writeln " V"

let writeSummary () =
    match History.summary () with
    | None -> Console.writeln "nothing measured"
    | Some { Low = low; High = high; Mean = mean } ->
        Console.write "lowest "
        write low
        Console.write ", highest "
        write high
        Console.write ", mean "
        write mean
        Console.newline ()

/// Steps that it takes until the speed stays within 2 % of its target.
let runFor (steps: int) =
    let target = get Target
    let band = magnitude target * ratio 1 50
    let mutable settled = 0
    for i in 1..steps do
        controller <- controller |> Controller.step target motor.Speed
        motor <- motor |> Motor.advance controller.Output
        History.add motor.Speed
        if isLess band (magnitude (target - motor.Speed)) then settled <- i
    writeState ()
    if settled < steps then
        Console.writeln $"settled after {settled} steps of 10 ms"
    else
        Console.writeln "not settled"

let halt () =
    controller <- Controller.reset controller
    motor <- Motor.atRest
    History.clear ()

let help () =
    Console.writeln "show | set <name> <value> | run <steps> | plot <count> | stop | help"

let describe fault =
    match fault with
    | UnknownName name -> Console.writeln $"no setting '{name}'"
    | NotANumber text -> Console.writeln $"'{text}' is no number with up to three places"
    | OutOfRange row -> Console.writeln $"{row.Name} lies between {row.Low} and {row.High} {row.Unit}"

let perform command =
    match command with
    | Nothing -> ()
    | Help -> help ()
    | Show ->
        writeAll ()
        writeState ()
        writeSummary ()
    | Set(name, value) ->
        match change name value with
        | Error fault -> describe fault
        | Ok row ->
            controller <- { controller with Gains = gains () }
            motor <- { motor with Load = get Load }
            Console.write $"{row.Name} is "
            write (get row.Setting)
            Console.writeln $" {row.Unit}"
    | Run steps -> runFor steps
    | Plot count -> History.plot count (ofInt 150)
    | Stop -> halt ()

[<EntryPoint>]
let main () =
    let buffer: byte[] = Array.zeroCreate 80
    preset ()
    controller <- { controller with Gains = gains () }
    let mutable length = Console.readln buffer
    while length >= 0 do
        let line = String.ofBytes buffer.[.. length - 1]
        Console.writeln $"> {line}"
        match parse line with
        | Ok command -> perform command
        | Error(UnknownCommand name) -> Console.writeln $"no command '{name}'; try help"
        | Error(MissingArgument name) -> Console.writeln $"'{name}' wants an argument"
        | Error(NotACount text) -> Console.writeln $"'{text}' is no number from 1 to 1000"
        length <- Console.readln buffer
    0
