(******************************************************************************)
(*  Sums, averages and maxima of real functions on a finite set               *)
(*                                                                            *)
(*      \sum_(a : A) f a  ==  the sum of the reals f a over a finite type A   *)
(*             maximum f  ==  the largest f a; 0 if there is no a             *)
(*             minimum f  ==  the smallest f a; 0 if there is no a            *)
(*                norm f  ==  the largest |f a|; 0 if there is no a           *)
(*           distance f g ==  norm (f - g)                                    *)
(*                dist p  ==  p is a probability distribution                 *)
(*                                                                            *)
(*  Sums are mathcomp's \big[Rplus/0] over the reals of the standard library: *)
(*  all of bigop applies, and so do lra, nra, field and coq-interval.         *)
(******************************************************************************)

From Coq Require Export Reals Lra.
From mathcomp Require Export ssreflect ssrfun ssrbool eqtype ssrnat seq fintype.
From mathcomp Require Export bigop.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

(** *** The reals as monoids: what lets the lemmas of bigop apply. *)

Lemma Rplus_associative : associative Rplus. Proof. by move=> x y z; ring. Qed.
Lemma Rplus_left_id : left_id 0 Rplus. Proof. by move=> x; ring. Qed.
Lemma Rplus_right_id : right_id 0 Rplus. Proof. by move=> x; ring. Qed.
Lemma Rplus_commutative : commutative Rplus. Proof. by move=> x y; ring. Qed.
Lemma Rmult_left_zero : left_zero 0 Rmult. Proof. by move=> x; ring. Qed.
Lemma Rmult_right_zero : right_zero 0 Rmult. Proof. by move=> x; ring. Qed.
Lemma Rmult_left_dist : left_distributive Rmult Rplus. Proof. by move=> x y z; ring. Qed.
Lemma Rmult_right_dist : right_distributive Rmult Rplus. Proof. by move=> x y z; ring. Qed.

Canonical Rplus_monoid := Monoid.Law Rplus_associative Rplus_left_id Rplus_right_id.
Canonical Rplus_commutative_monoid := Monoid.ComLaw Rplus_commutative.
Canonical Rmult_absorbing := Monoid.MulLaw Rmult_left_zero Rmult_right_zero.
Canonical Rplus_additive := Monoid.AddLaw Rmult_left_dist Rmult_right_dist.

Notation "\sum_ i F" := (\big[Rplus/0]_i F) : R_scope.
Notation "\sum_ ( i : t ) F" := (\big[Rplus/0]_(i : t) F) (only parsing) : R_scope.
Notation "\sum_ ( i <- r ) F" := (\big[Rplus/0]_(i <- r) F) : R_scope.
Notation "\sum_ ( i < n ) F" := (\big[Rplus/0]_(i < n) F) : R_scope.

(** An absolute value is a bound on both sides. *)
Lemma abs_le x e : Rabs x <= e <-> - e <= x <= e.
Proof. by split=> [le|b]; [have := Rle_abs x; have := Rle_abs (- x); rewrite Rabs_Ropp; lra | apply: Rabs_le]. Qed.

(** *** Sums *)

Section Sums.
Variable A : finType.
Implicit Types f g : A -> R.

(** A sum is additive in its terms. *)
Lemma sumD f g : \sum_a (f a + g a) = \sum_a f a + \sum_a g a.
Proof. exact: big_split. Qed.

(** A factor may be taken out of a sum, *)
Lemma sumMl c f : \sum_a c * f a = c * \sum_a f a.
Proof. by rewrite big_distrr. Qed.

(** on either side. *)
Lemma sumMr c f : \sum_a f a * c = (\sum_a f a) * c.
Proof. by rewrite big_distrl. Qed.

(** A sum of opposites is the opposite of the sum. *)
Lemma sumN f : \sum_a - f a = - \sum_a f a.
Proof. by rewrite -[RHS]Rmult_1_l Ropp_mult_distr_r_reverse Ropp_mult_distr_l -sumMl; apply: eq_bigr => a _; ring. Qed.

(** A difference of sums is the sum of the differences. *)
Lemma sumB f g : \sum_a (f a - g a) = \sum_a f a - \sum_a g a.
Proof. by rewrite sumD sumN. Qed.

(** A constant sums to itself times the number of terms. *)
Lemma sum_const c : \sum_(a : A) c = INR #|A| * c.
Proof.
rewrite big_const; elim: #|A| => [|n IH]; first by rewrite /=; ring.
by rewrite iterS IH S_INR; ring.
Qed.

(** Larger terms have a larger sum. *)
Lemma sum_le f g : (forall a, f a <= g a) -> \sum_a f a <= \sum_a g a.
Proof. by move=> le; apply: (big_ind2 Rle) => [|*|*]; [lra | lra | exact: le]. Qed.

(** Non-negative terms have a non-negative sum. *)
Lemma sum_ge0 f : (forall a, 0 <= f a) -> 0 <= \sum_a f a.
Proof. by move=> ge0; apply: (big_ind (Rle 0)) => [|*|*]; [lra | lra | exact: ge0]. Qed.

(** A single non-negative term is at most the sum. *)
Lemma le_sum f a : (forall b, 0 <= f b) -> f a <= \sum_b f b.
Proof.
move=> ge0; rewrite (bigD1 a) //=.
suff: 0 <= \big[Rplus/0]_(b | b != a) f b by lra.
by apply: (big_ind (Rle 0)) => [|*|*]; [lra | lra | exact: ge0].
Qed.

(** Positive terms, of which there is one, have a positive sum. *)
Lemma sum_gt0 (a : A) f : (forall b, 0 < f b) -> 0 < \sum_b f b.
Proof.
move=> gt0; apply: Rlt_le_trans (gt0 a) _.
by apply: le_sum => b; apply: Rlt_le.
Qed.

(** Non-negative terms that sum to 0 are all 0. *)
Lemma sum_eq0 f : (forall a, 0 <= f a) -> \sum_a f a = 0 -> forall a, f a = 0.
Proof. by move=> ge0 f0 a; have := le_sum a ge0; have := ge0 a; lra. Qed.

(** A sum over no terms is 0. *)
Lemma sum_none f : (A -> False) -> \sum_a f a = 0.
Proof. by move=> none; apply: big1 => a; case: (none a). Qed.

(** The absolute value of a sum is at most the sum of the absolute values. *)
Lemma abs_sum f : Rabs (\sum_a f a) <= \sum_a Rabs (f a).
Proof.
apply: (big_ind2 (fun x y => Rabs x <= y)) => [|x x' y y' xx' yy'|a _].
- by rewrite Rabs_R0; lra.
- by have := Rabs_triang x y; lra.
- lra.
Qed.

End Sums.

(** *** Maxima *)

Section Maxima.
Variable A : finType.
Implicit Types f g : A -> R.

Definition maximum f : R :=
  if [pick a : A] is Some a0 then \big[Rmax/f a0]_a f a else 0.
Definition minimum f : R := - maximum (fun a => - f a).
Definition norm f : R := \big[Rmax/0]_a Rabs (f a).
Definition distance f g : R := norm (fun a => f a - g a).

Lemma le_bigmax c f a : f a <= \big[Rmax/c]_b f b.
Proof.
elim: (index_enum A) (mem_index_enum a) => [//|b l IH]; rewrite big_cons inE.
case/predU1P => [->|/IH le]; first exact: Rmax_l.
exact: Rle_trans le (Rmax_r _ _).
Qed.

Lemma bigmax_le c d f : c <= d -> (forall a, f a <= d) -> \big[Rmax/c]_a f a <= d.
Proof. by move=> cd fd; apply: (big_ind (fun x => x <= d)) => // x y; apply: Rmax_lub. Qed.

(** The maximum is an upper bound, *)
Lemma le_maximum f a : f a <= maximum f.
Proof. by rewrite /maximum; case: pickP => [a0 _|/(_ a)//]; apply: le_bigmax. Qed.

(** the least one, *)
Lemma maximum_le (a : A) c f : (forall b, f b <= c) -> maximum f <= c.
Proof. by move=> fc; rewrite /maximum; case: pickP => [a0 _|/(_ a)//]; apply: bigmax_le. Qed.

(** and attained. *)
Lemma maximum_attained (a : A) f : exists b, f b = maximum f.
Proof.
rewrite /maximum; case: pickP => [a0 _|/(_ a)//].
apply: (big_ind (fun x => exists b, f b = x)) => [|x y [b bx] [c cy]|b _].
- by exists a0.
- by rewrite /Rmax; case: Rle_dec => _; [exists c | exists b].
- by exists b.
Qed.

(** The maximum depends on the values alone, *)
Lemma maximum_ext f g : f =1 g -> maximum f = maximum g.
Proof.
move=> fg; rewrite /maximum; case: pickP => // a0 _; rewrite fg.
by apply: eq_bigr => a _; rewrite fg.
Qed.

(** and passes a factor through. *)
Lemma maximumM (a : A) f t : 0 <= t -> maximum (fun b => t * f b) = t * maximum f.
Proof.
move=> t0; apply: Rle_antisym.
  by apply: maximum_le => // b; apply: Rmult_le_compat_l => //; apply: le_maximum.
by have [b <-] := maximum_attained a f; exact: (le_maximum (fun b => t * f b)).
Qed.

(** The maximum over nothing is 0. *)
Lemma maximum_none f : (A -> False) -> maximum f = 0.
Proof. by move=> none; rewrite /maximum; case: pickP => [a|//]; case: (none a). Qed.

(** The minimum is a lower bound. *)
Lemma minimum_le f a : minimum f <= f a.
Proof. by rewrite /minimum; have := le_maximum (fun b => - f b) a; lra. Qed.

(** The norm bounds every absolute value, *)
Lemma le_norm f a : Rabs (f a) <= norm f.
Proof. exact: (le_bigmax 0 (fun b => Rabs (f b))). Qed.

(** is the least non-negative bound, *)
Lemma norm_le c f : 0 <= c -> (forall a, Rabs (f a) <= c) -> norm f <= c.
Proof. exact: bigmax_le. Qed.

(** and is not negative. *)
Lemma norm_ge0 f : 0 <= norm f.
Proof.
apply: (big_ind (Rle 0)) => [|x y x0 _|a _]; [lra | | exact: Rabs_pos].
exact: Rle_trans x0 (Rmax_l _ _).
Qed.

(** Two functions differ at a point by no more than their distance. *)
Lemma le_distance f g a : Rabs (f a - g a) <= distance f g.
Proof. exact: (le_norm (fun b => f b - g b)). Qed.

End Maxima.

(** *** Distributions and averages *)

Section Averages.
Variable A : finType.
Implicit Types (f g p : A -> R).

Definition dist p : Prop := (forall a, 0 <= p a) /\ \sum_a p a = 1.

(** A probability is at most 1. *)
Lemma prob_le1 p a : dist p -> p a <= 1.
Proof. by case=> ge0 sum1; rewrite -sum1; apply: le_sum. Qed.

(** Only a set that has an element carries a distribution. *)
Lemma dist_inhabited p : dist p -> exists a : A, True.
Proof.
case=> _ sum1; have [a _|none] := pickP (fun _ : A => true); first by exists a.
have: \sum_a p a = 0 by apply: sum_none => a; have := none a.
by lra.
Qed.

(** An average is nondecreasing in what is averaged. *)
Lemma average_le p f g :
  (forall a, 0 <= p a) -> (forall a, f a <= g a) -> \sum_a p a * f a <= \sum_a p a * g a.
Proof. by move=> p0 fg; apply: sum_le => a; apply: Rmult_le_compat_l. Qed.

(** The average of a constant is that constant. *)
Lemma average_const p c : dist p -> \sum_a p a * c = c.
Proof. by case=> _ sum1; rewrite sumMr sum1; lra. Qed.

(** An average lies between the bounds of what is averaged. *)
Lemma average_bounds p f lo hi :
  dist p -> (forall a, lo <= f a <= hi) -> lo <= \sum_a p a * f a <= hi.
Proof.
move=> pd b; rewrite -{1}(average_const lo pd) -(average_const hi pd).
by case: pd => p0 _; split; apply: average_le => // a; case: (b a).
Qed.

(** The average of a function of size at most [e] has size at most [e], also under weights that sum to less than 1. *)
Lemma abs_average p f e :
  (forall a, 0 <= p a) -> \sum_a p a <= 1 -> 0 <= e -> (forall a, Rabs (f a) <= e) ->
  Rabs (\sum_a p a * f a) <= e.
Proof.
move=> p0 p1 e0 fe; apply: Rle_trans (abs_sum _) _.
apply: (@Rle_trans _ (\sum_a p a * e)); last by rewrite sumMr; nra.
apply: sum_le => a; rewrite Rabs_mult (Rabs_pos_eq _ (p0 a)).
exact: Rmult_le_compat_l.
Qed.

(** A sure outcome leaves no probability to any other. *)
Lemma sure p a : dist p -> p a = 1 -> forall b, b <> a -> p b = 0.
Proof.
case=> p0 p1 pa b /eqP ba; apply: Rle_antisym => //.
suff: p a + p b <= \sum_c p c by rewrite pa p1; lra.
rewrite (bigD1 a) //= (bigD1 b) //=.
suff: 0 <= \big[Rplus/0]_(c | (c != a) && (c != b)) p c by lra.
by apply: (big_ind (Rle 0)) => [|*|c _]; [lra | lra | exact: p0].
Qed.

(** An average over a sure outcome is what is averaged there. *)
Lemma average_sure p f a : dist p -> p a = 1 -> \sum_b p b * f b = f a.
Proof.
move=> pd pa; rewrite (bigD1 a) //= pa Rmult_1_l big1 ?Rplus_0_r // => b /eqP ba.
by rewrite (sure pd pa ba) Rmult_0_l.
Qed.

End Averages.
