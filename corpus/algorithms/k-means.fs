/// k-means in the plane: points are assigned to the nearest centre, centres move to the mean of their points, until nothing changes.
module KMeans

/// x and y alternate.
let squaredDistance (points: ReadOnlySpan<int>) (i: int) (centres: ReadOnlySpan<int>) (c: int) : int =
    let dx = points.[2 * i] - centres.[2 * c]
    let dy = points.[2 * i + 1] - centres.[2 * c + 1]
    dx * dx + dy * dy

let nearest (points: ReadOnlySpan<int>) (i: int) (centres: ReadOnlySpan<int>) : int =
    let mutable best = 0
    for c in 1 .. centres.Length / 2 - 1 do
        if squaredDistance points i centres c < squaredDistance points i centres best then best <- c
    best

/// Gives how many points have changed their cluster.
let assign (points: ReadOnlySpan<int>) (centres: ReadOnlySpan<int>) (clusters: Span<int>) : int =
    let mutable changed = 0
    for i in 0 .. clusters.Length - 1 do
        let cluster = nearest points i centres
        if clusters.[i] <> cluster then
            clusters.[i] <- cluster
            changed <- changed + 1
    changed

[<Literal>]
let MostClusters = 4

/// Each centre becomes the mean of its points; one without points stays where it is.
let update (points: ReadOnlySpan<int>) (clusters: ReadOnlySpan<int>) (centres: Span<int>) : unit =
    let sumsX : int[] = Array.zeroCreate MostClusters
    let sumsY : int[] = Array.zeroCreate MostClusters
    let counts : int[] = Array.zeroCreate MostClusters
    for i in 0 .. clusters.Length - 1 do
        let cluster = clusters.[i]
        sumsX.[cluster] <- sumsX.[cluster] + points.[2 * i]
        sumsY.[cluster] <- sumsY.[cluster] + points.[2 * i + 1]
        counts.[cluster] <- counts.[cluster] + 1
    for c in 0 .. centres.Length / 2 - 1 do
        let count = counts.[c]
        if count > 0 then
            centres.[2 * c] <- sumsX.[c] / count
            centres.[2 * c + 1] <- sumsY.[c] / count

let points : int[] = Array.zeroCreate 64
let clusters : int[] = Array.zeroCreate 32
let centres : int[] = Array.zeroCreate 8

[<EntryPoint>]
let main () =
    // The first character is the number of clusters, each further one makes a point.
    let line : byte[] = Array.zeroCreate 32
    let length = Console.readln line
    let wanted = if length > 0 then int line.[0] - int '0'B else 0
    let count = length - 1
    if wanted < 1 || wanted > MostClusters || count < wanted then
        1
    else
        for i in 0 .. count - 1 do
            let code = int line.[i + 1]
            points.[2 * i] <- (code % 8) * 10 + i
            points.[2 * i + 1] <- (code / 8) * 20 - i
        let used = points.[0 .. 2 * count - 1]
        let middles = centres.[0 .. 2 * wanted - 1]
        for j in 0 .. middles.Length - 1 do
            middles.[j] <- used.[j]
        let mutable rounds = 0
        while rounds < 20 && assign used middles clusters.[0 .. count - 1] > 0 do
            update used clusters.[0 .. count - 1] middles
            rounds <- rounds + 1
        Console.writeInt rounds
        Console.newline ()
        for i in 0 .. count - 1 do
            Console.writeInt clusters.[i]
        Console.newline ()
        for c in 0 .. wanted - 1 do
            Console.writeInt middles.[2 * c]
            Console.write ","
            Console.writeInt middles.[2 * c + 1]
            Console.write " "
        Console.newline ()
        0
