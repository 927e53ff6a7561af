let (|Broken|
let (|Also n
let n = (|Even|
