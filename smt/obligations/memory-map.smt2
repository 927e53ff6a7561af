; proved: The address lies in a range of the memory map that takes accesses of this width, and is aligned.
; unproved: The address may lie outside the memory map, be misaligned, or have a width that the bus does not take there.
; one range of the map; the claim at an access is the disjunction over all ranges that take its width
(define-fun memory-map ((address Int) (start Int) (size Int) (width Int)) Bool
  (and (<= start address)
       (<= (+ address width) (+ start size))
       (= (mod address width) 0)))
