; The rules of src/proofs/range.ts: what is known of a result when its operands lie in ranges. Each function is a lemma: true for all values
; of its parameters. A missing end of a range leaves out the part of a rule that names it.

(define-fun sum ((a Int) (al Int) (ah Int) (b Int) (bl Int) (bh Int)) Bool
  (=> (and (<= al a ah) (<= bl b bh)) (<= (+ al bl) (+ a b) (+ ah bh))))

(define-fun scaled-up ((a Int) (al Int) (ah Int) (k Int)) Bool
  (=> (and (<= al a ah) (> k 0)) (<= (* k al) (* k a) (* k ah))))

(define-fun scaled-down ((a Int) (al Int) (ah Int) (k Int)) Bool
  (=> (and (<= al a ah) (< k 0)) (<= (* k ah) (* k a) (* k al))))

; The four products of ends, in two steps: with one factor fixed, the product lies between the products with the other's ends …
(define-fun product-of-fixed ((a Int) (al Int) (ah Int) (b Int)) Bool
  (=> (<= al a ah)
      (or (<= (* al b) (* a b) (* ah b)) (<= (* ah b) (* a b) (* al b)))))

; … and what lies between values that lie between ends lies between the least and the greatest end.
(define-fun between-ends ((p Int) (l Int) (h Int) (ll Int) (lh Int) (hl Int) (hh Int) (least Int) (greatest Int)) Bool
  (=> (and (or (<= l p h) (<= h p l))
           (or (<= ll l lh) (<= lh l ll))
           (or (<= hl h hh) (<= hh h hl))
           (<= least ll) (<= least lh) (<= least hl) (<= least hh)
           (>= greatest ll) (>= greatest lh) (>= greatest hl) (>= greatest hh))
      (<= least p greatest)))

(define-fun product-of-non-negative ((a Int) (al Int) (b Int) (bl Int)) Bool
  (=> (and (<= 0 al a) (<= 0 bl b)) (<= (* al bl) (* a b))))

; Quotients stand for `div` by its definition: dividend = divisor · quotient + remainder, 0 ≤ remainder < divisor.
(define-fun quotient-grows ((a Int) (q Int) (r Int) (b Int) (p Int) (s Int) (d Int)) Bool
  (=> (and (> d 0) (= a (+ (* d q) r)) (<= 0 r) (< r d) (= b (+ (* d p) s)) (<= 0 s) (< s d) (<= a b)) (<= q p)))

(define-fun quotient-of-non-negative ((a Int) (d Int) (q Int) (r Int)) Bool
  (=> (and (<= 0 a) (<= 1 d) (= a (+ (* d q) r)) (<= 0 r) (< r d)) (<= 0 q a)))

(define-fun remainder-below-divisor ((a Int) (d Int)) Bool (=> (<= 1 d) (<= 0 (mod a d) (- d 1))))

(define-fun remainder-at-most-dividend ((a Int) (d Int) (q Int) (r Int)) Bool
  (=> (and (<= 0 a) (<= 1 d) (= a (+ (* d q) r)) (<= 0 r) (< r d)) (<= r a)))

(define-fun remainder-of-less ((a Int) (d Int) (q Int) (r Int)) Bool
  (=> (and (<= 0 a) (< a d) (= a (+ (* d q) r)) (<= 0 r) (< r d)) (= r a)))

(define-fun choice ((p Bool) (a Int) (al Int) (ah Int) (b Int) (bl Int) (bh Int) (low Int) (high Int)) Bool
  (=> (and (<= al a ah) (<= bl b bh) (<= low al) (<= low bl) (>= high ah) (>= high bh)) (<= low (ite p a b) high)))
