/// Refused: the last statement reads one element past the end, every time it runs. A guard would only turn this mistake into a crash in the field.
module Rejected

let squares : int[] = [| 0; 1; 4; 9; 16; 25; 36; 49 |]

[<EntryPoint>]
let main () =
    Console.writeInt squares.[squares.Length]
    0
