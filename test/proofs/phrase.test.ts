import { phrase, phraseStably } from '../../src/obligations/phrase.ts';
import { term } from './hand-made.ts';

const names = new Map([
  ['i', 'index'],
  ['n', 'a.Length'],
]);

test.each([
  ['(< i n)', 'index < a.Length'],
  ['(<= 0 i 15)', '0 <= index <= 15'],
  ['(and (<= 0 i) (< i n))', '0 <= index && index < a.Length'],
  ['(or (and (= i 1) (= n 2)) (= i 3))', 'index = 1 && a.Length = 2 || index = 3'],
  ['(and (or (= i 1) (= n 2)) (= i 3))', '(index = 1 || a.Length = 2) && index = 3'],
  ['(=> (=> (= i 1) (= i 2)) (= n 3))', '(index = 1 ==> index = 2) ==> a.Length = 3'],
  ['(=> (= i 1) (=> (= i 2) (= n 3)))', 'index = 1 ==> index = 2 ==> a.Length = 3'],
  ['(- i (- n 1))', 'index - (a.Length - 1)'],
  ['(- (- i n) 1)', 'index - a.Length - 1'],
  ['(+ i (+ n 1))', 'index + a.Length + 1'],
  ['(* (+ i 1) n)', '(index + 1) * a.Length'],
  ['(+ (* i 4) n)', 'index * 4 + a.Length'],
  ['(mod (div i 2) (* n 2))', 'index / 2 % (a.Length * 2)'],
  ['(- i)', '-index'],
  ['(- (+ i n))', '-(index + a.Length)'],
  ['(+ i (- 1))', 'index + (-1)'],
  ['(= i (- 1))', 'index = -1'],
  ['(not (= i 0))', 'not (index = 0)'],
  ['(not B)', 'not B'],
  ['(and (not B) C)', 'not B && C'],
  ['(= (ite (< i n) 1 2) 3)', '(if index < a.Length then 1 else 2) = 3'],
  ['(distinct i n)', 'index <> a.Length'],
  ['(= x7 0)', 'x7 = 0'],
])('%s reads as %s', (text, read) => {
  expect(phrase(term(text), names)).toBe(read);
});

test('for digests, symbols without a source name are not told apart by their numbers', () => {
  expect(phraseStably(term('(< i x7)'), names)).toBe('index < _');
  expect(phraseStably(term('(< i x8)'), names)).toBe('index < _');
});
