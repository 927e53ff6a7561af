module RefusedExterns

extern int32 pointer(byte* p, int32& q, Span<byte> r)
extern abs
extern int32 open
extern (int32) f()
let inside () =
    extern int32 abs(int32 n)
    1
let between = 1
extern int32 half(int32 n
let after = 1
