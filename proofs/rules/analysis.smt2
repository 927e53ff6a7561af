; The rules of src/analysis: how bounds of values follow from bounds of others, and what the definitions of words say. Each function is a lemma: true for all
; values of its parameters. Bit operations are stated for one bit: a word is the sum of its bits, each times its power of two.

; ── differences (domain.ts) ──
(define-fun path-of-differences ((x Int) (y Int) (z Int) (j Int) (k Int)) Bool
  (=> (and (<= (- x y) j) (<= (- y z) k)) (<= (- x z) (+ j k))))
(define-fun difference-from-ranges ((x Int) (y Int) (high Int) (low Int)) Bool
  (=> (and (<= x high) (<= low y)) (<= (- x y) (- high low))))
(define-fun range-through-difference ((x Int) (y Int) (k Int) (high Int) (low Int)) Bool
  (=> (<= (- x y) k) (and (=> (<= y high) (<= x (+ high k))) (=> (<= low x) (<= (- low k) y)))))
(define-fun circle-of-differences ((x Int) (y Int) (j Int) (k Int)) Bool
  (=> (and (<= (- x y) j) (<= (- y x) k)) (<= 0 (+ j k))))
; s·symbol + form ≤ 0 takes the symbol out of size·linear; q is the floor of the bound
(define-fun elimination ((rest Int) (form Int) (symbol Int) (size Int) (weight Int) (bound Int) (q Int)) Bool
  (=> (and (> size 0) (>= weight 0) (<= (+ (* size symbol) form) 0)
           (<= (- (* size rest) (* weight form)) bound) (< bound (* size (+ q 1))))
      (<= (+ rest (* weight symbol)) q)))
(define-fun unequal-at-the-end ((x Int)) Bool (=> (distinct x 0) (and (=> (<= x 0) (<= (+ x 1) 0)) (=> (<= 0 x) (<= 1 x)))))

; ── joins (domain-join.ts, state.ts) ──
(define-fun joined-difference ((c Bool) (v Int) (a Int) (b Int) (y Int) (j Int) (k Int) (most Int)) Bool
  (=> (and (= v (ite c a b)) (=> c (<= (- a y) j)) (=> (not c) (<= (- b y) k)) (<= j most) (<= k most)) (<= (- v y) most)))
(define-fun joined-sum ((c Bool) (v Int) (w Int) (a Int) (b Int) (d Int) (e Int)) Bool
  (=> (and (= v (ite c a b)) (= w (ite c d e)) (= (+ a d) (+ b e))) (= (+ v w) (+ a d))))

; ── words (arithmetic.ts): n is 2ⁿ, a positive number ──
(define-fun no-wrap-in-range ((z Int) (x Int) (k Int) (low Int) (n Int)) Bool
  (=> (and (> n 0) (<= low z) (< z (+ low n)) (<= low x) (< x (+ low n)) (= z (- x (* n k)))) (= z x)))
(define-fun least ((x Int) (y Int) (z Int)) Bool (= (= z (ite (<= x y) x y)) (and (<= z x) (<= z y) (or (= z x) (= z y)))))
(define-fun greatest ((x Int) (y Int) (z Int)) Bool (= (= z (ite (<= x y) y x)) (and (<= x z) (<= y z) (or (= z x) (= z y)))))

; ── products (arithmetic.ts, walk-operator.ts) ──
(define-fun plane-below-low ((x Int) (y Int) (a Int) (b Int)) Bool (=> (and (<= a x) (<= b y)) (<= (- (+ (* a y) (* b x)) (* a b)) (* x y))))
(define-fun plane-below-high ((x Int) (y Int) (a Int) (b Int)) Bool (=> (and (<= x a) (<= y b)) (<= (- (+ (* a y) (* b x)) (* a b)) (* x y))))
(define-fun plane-above ((x Int) (y Int) (a Int) (b Int)) Bool (=> (and (<= a x) (<= y b)) (<= (* x y) (- (+ (* a y) (* b x)) (* a b)))))
(define-fun common-factor ((x Int) (y Int) (w Int) (k Int)) Bool (=> (and (<= 0 w) (<= (- x y) k)) (<= (- (* x w) (* y w)) (* k w))))

; ── division (division.ts): x = d·q + r ──
(define-fun floor-quotient-from-below ((x Int) (d Int) (q Int) (low Int) (p Int)) Bool
  (=> (and (> d 0) (< x (* d (+ q 1))) (<= low x) (<= (* d p) low)) (<= p q)))
(define-fun floor-quotient-from-above ((x Int) (d Int) (q Int) (high Int) (p Int)) Bool
  (=> (and (> d 0) (<= (* d q) x) (<= x high) (< high (* d (+ p 1)))) (<= q p)))
(define-fun floor-quotient-shrinks ((x Int) (d Int) (q Int)) Bool (=> (and (> d 0) (<= 0 x) (<= (* d q) x)) (<= q x)))
(define-fun floor-rest-shrinks ((x Int) (d Int) (q Int) (r Int)) Bool
  (=> (and (> d 0) (<= 0 x) (= x (+ (* d q) r)) (<= 0 r) (< r d)) (<= r x)))
(define-fun truncated-rest-is-unique ((x Int) (d Int) (q Int) (r Int)) Bool
  (=> (and (> d 0) (<= 0 x) (< x d) (= x (+ (* d q) r)) (<= 0 r) (< r d)) (and (= r x) (= q 0))))
(define-fun mirrored-division ((x Int) (d Int) (q Int) (r Int)) Bool
  (=> (and (<= x 0) (= (- x) (+ (* d q) r)) (<= 0 r) (< r d)) (and (= x (+ (* d (- q)) (- r))) (<= (- r) 0) (< (- d) (- r)))))

; ── bits (bitwise.ts): a bit is 0 or 1; the laws of words are these, added up with powers of two ──
(define-fun bit-and ((a Int) (b Int) (z Int)) Bool
  (=> (and (<= 0 a 1) (<= 0 b 1) (= z (* a b))) (and (<= 0 z) (<= z a) (<= z b))))
(define-fun bit-or ((a Int) (b Int) (z Int)) Bool
  (=> (and (<= 0 a 1) (<= 0 b 1) (= z (- (+ a b) (* a b)))) (and (<= a z) (<= b z) (<= z (+ a b)))))
(define-fun bit-xor ((a Int) (b Int) (z Int)) Bool
  (=> (and (<= 0 a 1) (<= 0 b 1) (= z (- (+ a b) (* 2 (* a b))))) (and (<= 0 z) (<= z (+ a b)))))
(define-fun kept-high-bits ((x Int) (p Int) (q Int) (r Int)) Bool
  (=> (and (> p 0) (= x (+ (* p q) r)) (<= 0 r) (< r p)) (= (- x r) (* p q))))

; ── congruences (domain.ts) ──
(define-fun sum-of-congruences ((x Int) (y Int) (j Int) (k Int) (g Int) (m Int) (n Int) (a Int) (b Int)) Bool
  (=> (and (= x (+ (* g m j) a)) (= y (+ (* g n k) b))) (= (+ x y) (+ (* g (+ (* m j) (* n k))) (+ a b)))))
