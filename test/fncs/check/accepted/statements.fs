module Statements

Console.writeln "first"
let x = 3
Console.writeInt x
let () = Console.newline ()
let _ = x + 1
do Console.writeln "last"
