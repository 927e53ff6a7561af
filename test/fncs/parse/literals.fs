let ints = [| 0; 1; 5l; 5L; 5y; 5uy; 5s; 5us; 5u; 5ul; 5UL; 5n; 5un; 1_000_000; 0xFF; 0x10u; 0o17; 0b1010_1010uy; 0x42020000UL; 0xFFuy |]
let floats = [| 1.0; 1.; 1e3; 1.5e-3; 1E+3; 1.5f; 2f; 1_000.5; 1.e5 |]
let measured = [| 5.0<m>; 5<m>; 5.0<m/s>; 5.0<m/s^2>; 5.0<kg m / s ^ 2>; 1.0<1>; 9.81f<m/s^-2>; 2<(m/s)^2>; 3.0<m * s> |]
let chars = [| 'a'; '\n'; '\''; '\\'; '\u0041'; '\x41'; '\065'; 'ü'; '😀'; '"'; '\U0001F600'; ' ' |]
let bytes = [| 'a'B; '\n'B |]
let strings = [| "plain"; "esc \t\n\\ \" \x41 \u0041 \065 \q"; @"verbatim \n ""quoted"""; """triple "quoted" \n"""; "bytes"B; @"b\"B; "" |]
let long = "first \
            second"
let multi = "first
second"
let bools = true, false, ()
let range = [| 1..3 |], [| 0 .. 2 .. 10 |]
