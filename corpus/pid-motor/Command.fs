/// The command line: a word, then up to two arguments.
module Pid.Command

type Command =
    | Show
    | Set of name: string * value: string
    | Run of steps: int
    | Plot of count: int
    | Stop
    | Help
    | Nothing

type Mistake =
    | UnknownCommand of string
    | MissingArgument of string
    | NotACount of string

/// The first word of a text and what follows it.
let private word (text: string) : string * string =
    let trimmed = String.trim text
    match String.trySplit " " trimmed with
    | Some(first, rest) -> first, String.trim rest
    | None -> trimmed, ""

let private count command (text: string) make : Result<Command, Mistake> =
    match Parse.tryInt text with
    | Some n when 1 <= n && n <= 1000 -> Ok(make n)
    | Some _ -> Error(NotACount text)
    | None when String.isEmpty text -> Error(MissingArgument command)
    | None -> Error(NotACount text)

let parse (line: string) : Result<Command, Mistake> =
    let name, rest = word line
    match name with
    | "" -> Ok Nothing
    | "show" -> Ok Show
    | "stop" -> Ok Stop
    | "help" | "?" -> Ok Help
    | "run" -> count name rest Run
    | "plot" -> count name rest Plot
    | "set" ->
        match word rest with
        | "", _ | _, "" -> Error(MissingArgument name)
        | setting, value -> Ok(Set(setting, value))
    | _ -> Error(UnknownCommand name)
