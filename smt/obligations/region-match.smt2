; proved: The pointer is of the region that is expected.
; unproved: The pointer may be of another region than the one that is expected.
; regions as numbers
(define-fun region-match ((given Int) (expected Int)) Bool
  (= given expected))
