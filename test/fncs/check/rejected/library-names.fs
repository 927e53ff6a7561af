module String

let equals (a: string) (b: string) = true
